/// Entries of the timeline and attempts at routing.
@NullMarked
package io.yike.order.tracking.domain;

import org.jspecify.annotations.NullMarked;
