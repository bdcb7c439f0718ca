/// HTTP and tables of facilities and resources.
@NullMarked
package io.yike.booking.keeping.adapter;

import org.jspecify.annotations.NullMarked;
