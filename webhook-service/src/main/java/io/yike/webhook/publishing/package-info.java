/// What happened, whom it concerns and in which order it is told: the log behind deliveries and polling alike.
@NullMarked
package io.yike.webhook.publishing;

import org.jspecify.annotations.NullMarked;
