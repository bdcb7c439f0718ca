package io.yike.recycling.collecting.domain;

import io.yike.recycling.points.domain.Material;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A crew and its vehicle. Times are minutes of the day.
///
/// @param breakMinutes 0 for no break
/// @param materials which it may load together
public record Crew(
        UUID id,
        String name,
        Coordinate depot,
        UUID plantId,
        int shiftStart,
        int shiftEnd,
        int breakStart,
        int breakMinutes,
        int maxKilograms,
        int maxLitres,
        Set<Material> materials,
        Set<Skill> skills,
        Instant registeredAt) {

    public Crew {
        materials = Set.copyOf(materials);
        skills = Set.copyOf(skills);
    }

    /// Where the crew stands today.
    public enum Shift {
        NOT_STARTED,
        STARTED,
        ENDED
    }
}
