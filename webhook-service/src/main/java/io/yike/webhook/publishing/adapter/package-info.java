/// Events from the bus, in PostgreSQL, and over HTTP to those who poll.
@NullMarked
package io.yike.webhook.publishing.adapter;

import org.jspecify.annotations.NullMarked;
