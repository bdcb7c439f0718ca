/// The nearest-able-store decision. Facts in, candidates with figures and reasons out; no clock, no I/O, no framework.
///
/// Rank = earliest promise = max(preparation, expected courier arrival) + travel; ties by distance, then id.
@NullMarked
package io.yike.store.ranking;

import org.jspecify.annotations.NullMarked;
