/// One trace from the first request to the last effect, across the bus and across waiting.
@NullMarked
package io.yike.kit.trace;

import org.jspecify.annotations.NullMarked;
