/// Offers to couriers.
@NullMarked
package io.yike.dispatch.offering.domain;

import org.jspecify.annotations.NullMarked;
