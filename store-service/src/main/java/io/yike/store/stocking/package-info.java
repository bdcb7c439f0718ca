/// What each store has and what it costs: counts, adjustments, imports, and the reservations that make routing true.
@NullMarked
package io.yike.store.stocking;

import org.jspecify.annotations.NullMarked;
