/// What the algorithms cost, each measured beside a peer in the same run. Nothing here runs in the build but the tests
/// of its own correctness.
@NullMarked
package io.yike.benchmarks;

import org.jspecify.annotations.NullMarked;
