/// Whether lines can reach a place: the ranking, asked without reserving.
@NullMarked
package io.yike.store.serviceability;

import org.jspecify.annotations.NullMarked;
