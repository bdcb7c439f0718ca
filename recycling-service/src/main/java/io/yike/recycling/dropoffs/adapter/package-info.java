/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.dropoffs.adapter;

import org.jspecify.annotations.NullMarked;
