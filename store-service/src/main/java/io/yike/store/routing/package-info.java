/// An order's way to a store: ranked, reserved, offered, answered, and again with the next until one accepts or none is
/// left.
@NullMarked
package io.yike.store.routing;

import org.jspecify.annotations.NullMarked;
