/// HTTP and tables of availability.
@NullMarked
package io.yike.booking.timing.adapter;

import org.jspecify.annotations.NullMarked;
