/// Payments in PostgreSQL, and the thread that takes their steps.
@NullMarked
package io.yike.order.paying.adapter;

import org.jspecify.annotations.NullMarked;
