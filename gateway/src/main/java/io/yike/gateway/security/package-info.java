/// Tokens are checked at the door; the services check them again, and whose a thing is.
@NullMarked
package io.yike.gateway.security;

import org.jspecify.annotations.NullMarked;
