/// The authorization server: login, authorization codes, tokens and the keys that sign them.
@NullMarked
package io.yike.identity.token;

import org.jspecify.annotations.NullMarked;
