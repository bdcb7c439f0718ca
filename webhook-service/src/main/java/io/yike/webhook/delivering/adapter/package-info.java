/// Calls of endpoints, deliveries in PostgreSQL, and their record over HTTP.
@NullMarked
package io.yike.webhook.delivering.adapter;

import org.jspecify.annotations.NullMarked;
