/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.points.adapter;

import org.jspecify.annotations.NullMarked;
