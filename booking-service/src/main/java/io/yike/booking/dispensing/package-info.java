/// Medicine that is had over the counter: lots with their expiry, and who was given how much.
@NullMarked
package io.yike.booking.dispensing;

import org.jspecify.annotations.NullMarked;
