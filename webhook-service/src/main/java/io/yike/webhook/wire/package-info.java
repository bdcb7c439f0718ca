/// What adapters share: for which parties a caller acts, times and words on the wire. Nobody but adapters uses it.
@NullMarked
package io.yike.webhook.wire;

import org.jspecify.annotations.NullMarked;
