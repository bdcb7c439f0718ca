/// What a pickup costs, through a payment provider: held when it is confirmed, taken when the crew was there.
@NullMarked
package io.yike.recycling.paying;

import org.jspecify.annotations.NullMarked;
