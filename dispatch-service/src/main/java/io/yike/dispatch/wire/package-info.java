/// What adapters share: how words, amounts, times and places stand on the wire and in rows. Nobody but adapters uses
/// it.
@NullMarked
package io.yike.dispatch.wire;

import org.jspecify.annotations.NullMarked;
