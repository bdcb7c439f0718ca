@NullMarked
package io.yike.benchmarks.routes;

import org.jspecify.annotations.NullMarked;
