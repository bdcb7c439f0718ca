/// Payments in PostgreSQL, the thread that takes their steps, and who moves the money.
@NullMarked
package io.yike.booking.paying.adapter;

import org.jspecify.annotations.NullMarked;
