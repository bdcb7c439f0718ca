/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.custody.adapter;

import org.jspecify.annotations.NullMarked;
