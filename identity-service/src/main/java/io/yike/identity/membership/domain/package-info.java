/// A membership and its subject. No framework.
@NullMarked
package io.yike.identity.membership.domain;

import org.jspecify.annotations.NullMarked;
