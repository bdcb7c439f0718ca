/// Facts in, times out: no clock, no I/O.
@NullMarked
package io.yike.booking.timing.domain;

import org.jspecify.annotations.NullMarked;
