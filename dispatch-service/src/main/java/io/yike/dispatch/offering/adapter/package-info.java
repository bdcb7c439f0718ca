/// Offers over HTTP and in PostgreSQL, and the clockwork of the batches.
@NullMarked
package io.yike.dispatch.offering.adapter;

import org.jspecify.annotations.NullMarked;
