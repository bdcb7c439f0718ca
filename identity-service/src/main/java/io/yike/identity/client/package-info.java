/// Programs that ask for tokens, and their secrets.
@NullMarked
package io.yike.identity.client;

import org.jspecify.annotations.NullMarked;
