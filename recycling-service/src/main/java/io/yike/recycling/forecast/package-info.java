/// When a bin will be full. No Spring, no I/O, no clock: history in, forecast out.
@NullMarked
package io.yike.recycling.forecast;

import org.jspecify.annotations.NullMarked;
