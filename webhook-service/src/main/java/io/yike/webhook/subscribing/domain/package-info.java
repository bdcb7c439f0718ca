/// What an endpoint is, which states it has, and which targets are allowed.
@NullMarked
package io.yike.webhook.subscribing.domain;

import org.jspecify.annotations.NullMarked;
