/// dispatch-service's supply feed over HTTP.
@NullMarked
package io.yike.store.supply.adapter;

import org.jspecify.annotations.NullMarked;
