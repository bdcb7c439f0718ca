/// Crew routes on published problem sets, checked by code that shares nothing with the planner.
@NullMarked
package io.yike.benchmarks.routes;

import org.jspecify.annotations.NullMarked;
