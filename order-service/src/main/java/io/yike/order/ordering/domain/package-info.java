/// What an order is, which states it has and what each trigger does in each of them.
@NullMarked
package io.yike.order.ordering.domain;

import org.jspecify.annotations.NullMarked;
