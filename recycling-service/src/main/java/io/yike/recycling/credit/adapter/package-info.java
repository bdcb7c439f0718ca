/// HTTP, events and rows.
@NullMarked
package io.yike.recycling.credit.adapter;

import org.jspecify.annotations.NullMarked;
