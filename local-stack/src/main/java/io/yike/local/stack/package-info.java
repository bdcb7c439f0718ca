/// Puts engines and services together: addresses, secrets, programs, and the order of the start.
@NullMarked
package io.yike.local.stack;

import org.jspecify.annotations.NullMarked;
