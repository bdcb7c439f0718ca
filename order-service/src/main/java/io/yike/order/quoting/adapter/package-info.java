/// Quotes over HTTP and in PostgreSQL, and the question to store-service behind them.
@NullMarked
package io.yike.order.quoting.adapter;

import org.jspecify.annotations.NullMarked;
