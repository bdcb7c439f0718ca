@NullMarked
package io.yike.benchmarks.store;

import org.jspecify.annotations.NullMarked;
