/// The nearest-able-store decision against a look at every store, and against PostgreSQL.
@NullMarked
package io.yike.benchmarks.store;

import org.jspecify.annotations.NullMarked;
