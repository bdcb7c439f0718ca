/// The same request sent again has its effect once and gets its answer again.
@NullMarked
package io.yike.kit.idempotency;

import org.jspecify.annotations.NullMarked;
