/// Bulky waste and appliances: what is taken at what price, when there is room, and what becomes of a booking.
@NullMarked
package io.yike.recycling.pickups;

import org.jspecify.annotations.NullMarked;
