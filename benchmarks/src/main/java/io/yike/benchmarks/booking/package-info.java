/// What finding free times costs on a real database, beside one indexed query of the rows that decide about them.
@NullMarked
package io.yike.benchmarks.booking;

import org.jspecify.annotations.NullMarked;
