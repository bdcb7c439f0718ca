/// Endpoints over HTTP and in PostgreSQL.
@NullMarked
package io.yike.webhook.subscribing.adapter;

import org.jspecify.annotations.NullMarked;
