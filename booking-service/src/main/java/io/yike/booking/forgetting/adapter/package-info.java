/// Events and tables of forgetting.
@NullMarked
package io.yike.booking.forgetting.adapter;

import org.jspecify.annotations.NullMarked;
