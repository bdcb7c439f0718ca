/// Who drives where in which order. No Spring, no I/O, no clock: a problem in, a plan out.
@NullMarked
package io.yike.recycling.routes;

import org.jspecify.annotations.NullMarked;
