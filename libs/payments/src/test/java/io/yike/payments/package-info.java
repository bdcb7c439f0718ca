@NullMarked
package io.yike.payments;

import org.jspecify.annotations.NullMarked;
