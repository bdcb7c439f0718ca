/// Who rides: registration, shifts, positions with their age.
@NullMarked
package io.yike.dispatch.couriers;

import org.jspecify.annotations.NullMarked;
