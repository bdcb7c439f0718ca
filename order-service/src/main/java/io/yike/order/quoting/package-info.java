/// Can this basket reach this address, when, for how much? A quote binds its price for ten minutes.
@NullMarked
package io.yike.order.quoting;

import org.jspecify.annotations.NullMarked;
