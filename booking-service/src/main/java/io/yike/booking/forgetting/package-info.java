/// Forgetting a resident.
@NullMarked
package io.yike.booking.forgetting;

import org.jspecify.annotations.NullMarked;
