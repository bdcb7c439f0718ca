/// Deliveries over HTTP, in PostgreSQL and on the bus.
@NullMarked
package io.yike.dispatch.delivering.adapter;

import org.jspecify.annotations.NullMarked;
