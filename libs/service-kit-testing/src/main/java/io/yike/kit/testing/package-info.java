/// How services are tested: the real engines, real HTTP, real events, and the contract that all of it must keep.
@NullMarked
package io.yike.kit.testing;

import org.jspecify.annotations.NullMarked;
