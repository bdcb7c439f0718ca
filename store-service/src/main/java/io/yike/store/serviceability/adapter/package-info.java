/// Serviceability over HTTP, for order-service.
@NullMarked
package io.yike.store.serviceability.adapter;

import org.jspecify.annotations.NullMarked;
