@NullMarked
package io.yike.benchmarks.booking;

import org.jspecify.annotations.NullMarked;
