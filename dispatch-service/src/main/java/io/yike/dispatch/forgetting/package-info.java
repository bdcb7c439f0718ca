/// Forgetting where a resident lives, once order-service says so.
@NullMarked
package io.yike.dispatch.forgetting;

import org.jspecify.annotations.NullMarked;
