/// Erasures over HTTP, in the database and on the bus.
@NullMarked
package io.yike.order.erasing.adapter;

import org.jspecify.annotations.NullMarked;
