/// Recycling points, the bins in them and the devices in those.
@NullMarked
package io.yike.recycling.points;

import org.jspecify.annotations.NullMarked;
