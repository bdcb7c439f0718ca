/// How a calendar and a table are written.
@NullMarked
package io.yike.booking.feeding.domain;

import org.jspecify.annotations.NullMarked;
