/// The timeline and the routing over HTTP, as a stream and in PostgreSQL.
@NullMarked
package io.yike.order.tracking.adapter;

import org.jspecify.annotations.NullMarked;
