/// What adapters share: how words, amounts, times and places stand on the wire. Nobody but adapters uses it.
@NullMarked
package io.yike.recycling.wire;

import org.jspecify.annotations.NullMarked;
