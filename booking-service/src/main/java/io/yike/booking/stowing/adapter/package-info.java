/// Messages, tables and HTTP of locker cells.
@NullMarked
package io.yike.booking.stowing.adapter;

import org.jspecify.annotations.NullMarked;
