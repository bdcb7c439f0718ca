/// Trips and their stops.
@NullMarked
package io.yike.dispatch.trips.domain;

import org.jspecify.annotations.NullMarked;
