@NullMarked
package io.yike.recycling.pickups.domain;

import org.jspecify.annotations.NullMarked;
