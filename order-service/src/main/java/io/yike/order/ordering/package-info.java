/// The life of an order: placing, the answers of stores and couriers, cancelling, collecting, time limits.
@NullMarked
package io.yike.order.ordering;

import org.jspecify.annotations.NullMarked;
