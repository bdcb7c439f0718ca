/// Forgetting who a resident was, here and everywhere else.
@NullMarked
package io.yike.order.erasing;

import org.jspecify.annotations.NullMarked;
