/// dispatch-service's assignment policy on the published instances of the Meal Delivery Routing Problem.
@NullMarked
package io.yike.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
