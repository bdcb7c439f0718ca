@NullMarked
package io.yike.recycling.telemetry.domain;

import org.jspecify.annotations.NullMarked;
