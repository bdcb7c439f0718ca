/// How soon a courier can be at a store, as dispatch-service last said.
@NullMarked
package io.yike.store.supply;

import org.jspecify.annotations.NullMarked;
