@NullMarked
package io.yike.dispatch.trips;

import org.jspecify.annotations.NullMarked;
