/// Couriers over HTTP, in PostgreSQL and in Redis.
@NullMarked
package io.yike.dispatch.couriers.adapter;

import org.jspecify.annotations.NullMarked;
