@NullMarked
package io.yike.kit.idempotency;

import org.jspecify.annotations.NullMarked;
