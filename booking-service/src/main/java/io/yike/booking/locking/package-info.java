/// Locks and boxes at a provider: what they are told of access codes, each step tried until it takes effect.
@NullMarked
package io.yike.booking.locking;

import org.jspecify.annotations.NullMarked;
