/// Requests that no well-meaning client sends, made from the contracts, and whether the answers keep to them.
@NullMarked
package io.yike.local.fuzz;

import org.jspecify.annotations.NullMarked;
