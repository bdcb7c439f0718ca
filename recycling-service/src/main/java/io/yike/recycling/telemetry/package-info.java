/// What devices report, how full bins are by it, and the alarms that come of it.
@NullMarked
package io.yike.recycling.telemetry;

import org.jspecify.annotations.NullMarked;
