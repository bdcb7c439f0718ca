/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.collecting.adapter;

import org.jspecify.annotations.NullMarked;
