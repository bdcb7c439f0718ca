/// Routings and offers over HTTP, events and PostgreSQL.
@NullMarked
package io.yike.store.routing.adapter;

import org.jspecify.annotations.NullMarked;
