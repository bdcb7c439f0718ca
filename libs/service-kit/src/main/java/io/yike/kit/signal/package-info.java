/// Waking those who wait for a change, whichever instance makes it.
@NullMarked
package io.yike.kit.signal;

import org.jspecify.annotations.NullMarked;
