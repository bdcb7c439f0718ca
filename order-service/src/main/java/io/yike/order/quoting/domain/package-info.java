/// Baskets, fees and quotes: the rules that need no I/O.
@NullMarked
package io.yike.order.quoting.domain;

import org.jspecify.annotations.NullMarked;
