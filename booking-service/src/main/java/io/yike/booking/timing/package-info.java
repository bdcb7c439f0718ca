/// When something is free, and whether a time is allowed by the rules.
@NullMarked
package io.yike.booking.timing;

import org.jspecify.annotations.NullMarked;
