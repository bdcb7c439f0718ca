/// People who log in.
@NullMarked
package io.yike.identity.user;

import org.jspecify.annotations.NullMarked;
