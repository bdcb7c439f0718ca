/// Platforms, chains and fleets, and what their owners may do.
@NullMarked
package io.yike.identity.organisation;

import org.jspecify.annotations.NullMarked;
