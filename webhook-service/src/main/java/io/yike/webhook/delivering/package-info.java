/// Bringing events to endpoints: at least once, each endpoint at its own pace, for as long as it takes within a day.
@NullMarked
package io.yike.webhook.delivering;

import org.jspecify.annotations.NullMarked;
