/// Deliveries are offered to couriers, who accept, decline or let the offer lapse.
@NullMarked
package io.yike.dispatch.offering;

import org.jspecify.annotations.NullMarked;
