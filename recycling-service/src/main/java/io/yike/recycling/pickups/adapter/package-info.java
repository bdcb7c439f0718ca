/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.pickups.adapter;

import org.jspecify.annotations.NullMarked;
