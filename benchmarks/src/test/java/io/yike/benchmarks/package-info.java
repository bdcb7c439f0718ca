@org.jspecify.annotations.NullMarked
package io.yike.benchmarks;
