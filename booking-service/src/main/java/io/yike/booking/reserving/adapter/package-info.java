/// HTTP, tables and deadlines of bookings.
@NullMarked
package io.yike.booking.reserving.adapter;

import org.jspecify.annotations.NullMarked;
