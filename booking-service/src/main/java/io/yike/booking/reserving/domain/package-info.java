/// The state of a booking, and how claims are seated on units.
@NullMarked
package io.yike.booking.reserving.domain;

import org.jspecify.annotations.NullMarked;
