@NullMarked
package io.yike.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
