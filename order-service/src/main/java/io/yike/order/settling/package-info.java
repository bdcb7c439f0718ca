/// Who is owed what once an order has ended, as postings that sum to zero.
@NullMarked
package io.yike.order.settling;

import org.jspecify.annotations.NullMarked;
