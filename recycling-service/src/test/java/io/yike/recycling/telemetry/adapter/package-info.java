@NullMarked
package io.yike.recycling.telemetry.adapter;

import org.jspecify.annotations.NullMarked;
