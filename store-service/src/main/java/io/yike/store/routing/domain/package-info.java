/// The states of a routing and what an offer's answer may change.
@NullMarked
package io.yike.store.routing.domain;

import org.jspecify.annotations.NullMarked;
