/// The table, and what recycling-service answers.
@NullMarked
package io.yike.order.renewing.adapter;

import org.jspecify.annotations.NullMarked;
