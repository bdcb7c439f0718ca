/// A delivery's life, from the store's acceptance to the hand-over or back to the store.
@NullMarked
package io.yike.dispatch.delivering;

import org.jspecify.annotations.NullMarked;
