/// A user and what refuses one. No framework.
@NullMarked
package io.yike.identity.user.domain;

import org.jspecify.annotations.NullMarked;
