/// What adapters share: callers, times and words on the wire. Nobody but adapters uses it.
@NullMarked
package io.yike.booking.wire;

import org.jspecify.annotations.NullMarked;
