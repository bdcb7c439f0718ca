/// Refusals and faults as RFC 9457 problem details with stable codes.
@NullMarked
package io.yike.kit.problem;

import org.jspecify.annotations.NullMarked;
