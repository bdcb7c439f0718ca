/// What couriers earn, row by row.
@NullMarked
package io.yike.dispatch.earnings;

import org.jspecify.annotations.NullMarked;
