/// HTTP and tables of feeds.
@NullMarked
package io.yike.booking.feeding.adapter;

import org.jspecify.annotations.NullMarked;
