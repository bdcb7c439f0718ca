/// HTTP and rows.
@NullMarked
package io.yike.recycling.figures.adapter;

import org.jspecify.annotations.NullMarked;
