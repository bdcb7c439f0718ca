/// What other programs read: calendars, when everything is free, and tables.
@NullMarked
package io.yike.booking.feeding;

import org.jspecify.annotations.NullMarked;
