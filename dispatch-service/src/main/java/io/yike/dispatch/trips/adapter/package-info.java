/// Trips over HTTP.
@NullMarked
package io.yike.dispatch.trips.adapter;

import org.jspecify.annotations.NullMarked;
