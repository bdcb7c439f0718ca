/// What a courier does with all they carry: the order of their stops, and when they are there.
@NullMarked
package io.yike.dispatch.trips;

import org.jspecify.annotations.NullMarked;
