/// Forgetting a resident.
@NullMarked
package io.yike.recycling.forgetting;

import org.jspecify.annotations.NullMarked;
