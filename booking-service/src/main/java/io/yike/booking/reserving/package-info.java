/// The life of bookings: held, confirmed, begun, over; their codes, and who has which unit.
@NullMarked
package io.yike.booking.reserving;

import org.jspecify.annotations.NullMarked;
