/// Rows, the provider and the steps.
@NullMarked
package io.yike.recycling.paying.adapter;

import org.jspecify.annotations.NullMarked;
