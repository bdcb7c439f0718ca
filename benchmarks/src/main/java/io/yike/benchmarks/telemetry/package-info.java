/// What recycling-service takes in of what devices measure.
@NullMarked
package io.yike.benchmarks.telemetry;

import org.jspecify.annotations.NullMarked;
