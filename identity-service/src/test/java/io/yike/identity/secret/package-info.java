@NullMarked
package io.yike.identity.secret;

import org.jspecify.annotations.NullMarked;
