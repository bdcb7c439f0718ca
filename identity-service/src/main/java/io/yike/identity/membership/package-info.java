/// The roles and parties of clients and users: what the next token will say.
@NullMarked
package io.yike.identity.membership;

import org.jspecify.annotations.NullMarked;
