/// Old for new: an order may take old appliances along. What they are and when they are fetched is
/// recycling-service's.
@NullMarked
package io.yike.order.renewing;

import org.jspecify.annotations.NullMarked;
