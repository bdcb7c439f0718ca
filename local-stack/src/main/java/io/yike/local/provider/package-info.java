/// A payment provider to play with: another company's HTTP API, as the payments library expects it, in a process of its
/// own. What took effect is on the disk before it is answered, so it survives being killed.
@NullMarked
package io.yike.local.provider;

import org.jspecify.annotations.NullMarked;
