/// Authorising, capturing and releasing an order's money, each a step of its own that is tried until it takes effect.
@NullMarked
package io.yike.order.paying;

import org.jspecify.annotations.NullMarked;
