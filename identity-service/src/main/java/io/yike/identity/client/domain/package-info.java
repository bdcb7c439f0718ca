/// A client and what refuses one. No framework.
@NullMarked
package io.yike.identity.client.domain;

import org.jspecify.annotations.NullMarked;
