/// Couriers and positions.
@NullMarked
package io.yike.dispatch.couriers.domain;

import org.jspecify.annotations.NullMarked;
