/// From points to seconds and metres: coordinates and their datums, and travel times between them. Built in is the
/// great-circle distance times a detour factor; a routing engine's HTTP API stands behind the same interface in
/// [io.yike.travel.engine].
@NullMarked
package io.yike.travel;

import org.jspecify.annotations.NullMarked;
