/// What happened to an order, stored and live, and which stores were considered for it.
@NullMarked
package io.yike.order.tracking;

import org.jspecify.annotations.NullMarked;
