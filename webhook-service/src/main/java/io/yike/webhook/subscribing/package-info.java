/// Where a party's events go: endpoints, which types they take, their secrets, and whether they are active.
@NullMarked
package io.yike.webhook.subscribing;

import org.jspecify.annotations.NullMarked;
