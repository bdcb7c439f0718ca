/// Forgetting a resident, once order-service says so.
@NullMarked
package io.yike.webhook.forgetting;

import org.jspecify.annotations.NullMarked;
