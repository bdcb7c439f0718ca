/// Holding, taking and letting go of what a booking costs: its fee and its deposit, each step tried until it
/// takes effect.
@NullMarked
package io.yike.booking.paying;

import org.jspecify.annotations.NullMarked;
