/// Orders over HTTP, over the bus and in PostgreSQL.
@NullMarked
package io.yike.order.ordering.adapter;

import org.jspecify.annotations.NullMarked;
