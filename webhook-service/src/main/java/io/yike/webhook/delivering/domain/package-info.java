/// A delivery's states, what an answer does to it and to its endpoint, and when it is tried again.
@NullMarked
package io.yike.webhook.delivering.domain;

import org.jspecify.annotations.NullMarked;
