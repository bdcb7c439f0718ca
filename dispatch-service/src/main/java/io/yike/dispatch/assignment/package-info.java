/// Which courier is offered which delivery. Facts in, plan out: no Spring, no I/O, no clock. Times come in as instants,
/// travel times as a table that the caller has looked up.
@NullMarked
package io.yike.dispatch.assignment;

import org.jspecify.annotations.NullMarked;
