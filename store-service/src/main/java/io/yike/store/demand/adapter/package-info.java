/// Unmet demand over HTTP and in PostgreSQL.
@NullMarked
package io.yike.store.demand.adapter;

import org.jspecify.annotations.NullMarked;
