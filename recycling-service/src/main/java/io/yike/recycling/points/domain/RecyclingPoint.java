package io.yike.recycling.points.domain;

import io.yike.travel.Coordinate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A place with a bin for each material that it takes.
///
/// @param hours none: always open
public record RecyclingPoint(
        UUID id, String name, Coordinate place, List<Bin> bins, List<PointHours> hours, Instant registeredAt) {

    public RecyclingPoint {
        bins = List.copyOf(bins);
        hours = List.copyOf(hours);
    }

    public Optional<Bin> find(Material material) {
        return bins.stream().filter(bin -> bin.material() == material).findAny();
    }

    public boolean isOpenAt(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        return hours.isEmpty()
                || hours.stream().anyMatch(opening -> opening.covers(local.getDayOfWeek(), local.toLocalTime()));
    }
}
