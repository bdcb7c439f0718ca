/// Hashes of passwords and secrets, and the seed that client secrets are derived from.
@NullMarked
package io.yike.identity.secret;

import org.jspecify.annotations.NullMarked;
