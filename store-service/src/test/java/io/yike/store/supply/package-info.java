@NullMarked
package io.yike.store.supply;

import org.jspecify.annotations.NullMarked;
