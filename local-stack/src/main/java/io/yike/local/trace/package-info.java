/// Takes in what services trace, and looks for an order's story in it.
@NullMarked
package io.yike.local.trace;

import org.jspecify.annotations.NullMarked;
