/// A cell, its hold, and what may happen to it.
@NullMarked
package io.yike.booking.stowing.domain;

import org.jspecify.annotations.NullMarked;
