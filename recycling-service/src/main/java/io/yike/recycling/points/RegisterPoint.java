package io.yike.recycling.points;

import io.yike.kit.id.Ids;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.PointHours;
import io.yike.recycling.points.domain.RecyclingPoint;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens a recycling point with its bins.
@Component
public class RegisterPoint {

    private final Points points;
    private final Ids ids;
    private final Clock clock;

    RegisterPoint(Points points, Ids ids, Clock clock) {
        this.points = points;
        this.ids = ids;
        this.clock = clock;
    }

    /// A bin that is wanted.
    public record Wanted(Material material, int volumeLitres) {}

    /// What became of it.
    public sealed interface Outcome {
        record Registered(RecyclingPoint point) implements Outcome {}

        /// A point has one bin for each material.
        ///
        /// @param index of the second bin for the same material
        record MaterialTwice(int index) implements Outcome {}

        /// Openings of a day do not meet.
        ///
        /// @param index of the opening that overlaps one before it, or ends before it begins
        record HoursOverlap(int index) implements Outcome {}
    }

    @Transactional
    public Outcome register(String name, Coordinate place, List<Wanted> wanted, List<PointHours> hours) {
        Set<Material> seen = EnumSet.noneOf(Material.class);
        for (int index = 0; index < wanted.size(); index++) {
            if (!seen.add(wanted.get(index).material())) {
                return new Outcome.MaterialTwice(index);
            }
        }
        for (int index = 0; index < hours.size(); index++) {
            PointHours opening = hours.get(index);
            if (opening.closes() <= opening.opens()
                    || hours.subList(0, index).stream().anyMatch(opening::overlaps)) {
                return new Outcome.HoursOverlap(index);
            }
        }
        UUID pointId = ids.next();
        List<Bin> bins = wanted.stream()
                .map(bin -> new Bin(ids.next(), pointId, bin.material(), bin.volumeLitres()))
                .toList();
        RecyclingPoint point = new RecyclingPoint(pointId, name, place, bins, hours, clock.instant());
        points.add(point);
        return new Outcome.Registered(point);
    }
}
