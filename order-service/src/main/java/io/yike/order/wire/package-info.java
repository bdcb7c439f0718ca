/// What adapters share: how baskets, buyers, amounts and places stand on the wire. Nobody but adapters uses it.
@NullMarked
package io.yike.order.wire;

import org.jspecify.annotations.NullMarked;
