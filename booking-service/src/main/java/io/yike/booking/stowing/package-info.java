/// Locker cells: held for bags and parcels by those who bring them, opened by a code for each use.
@NullMarked
package io.yike.booking.stowing;

import org.jspecify.annotations.NullMarked;
