/// Which events there are, whom each concerns, and how much of it each of them may know.
@NullMarked
package io.yike.webhook.publishing.domain;

import org.jspecify.annotations.NullMarked;
