package io.yike.recycling.collecting;

import io.yike.kit.id.Ids;
import io.yike.recycling.collecting.domain.Crew;
import io.yike.recycling.collecting.domain.Plant;
import io.yike.recycling.collecting.domain.Skill;
import io.yike.recycling.points.domain.Material;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Takes a crew on, and a plant.
@Component
public class RegisterCrew {

    private final Crews crews;
    private final Ids ids;
    private final Clock clock;

    RegisterCrew(Crews crews, Ids ids, Clock clock) {
        this.crews = crews;
        this.ids = ids;
        this.clock = clock;
    }

    /// A crew that is wanted; times are minutes of the day.
    ///
    /// @param breakMinutes 0 for no break
    public record Wanted(
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
            Set<Skill> skills) {}

    /// What became of it.
    public sealed interface Outcome {
        record Registered(Crew crew) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /// Why a crew is not taken on.
    public enum Reason {
        SHIFT_ENDS_FIRST,
        BREAK_OUTSIDE_SHIFT,
        PLANT_UNKNOWN,
        NOTHING_LOADED
    }

    @Transactional
    public Outcome register(Wanted wanted) {
        if (wanted.shiftEnd() <= wanted.shiftStart()) {
            return new Outcome.Refused(Reason.SHIFT_ENDS_FIRST);
        }
        if (wanted.breakMinutes() > 0
                && (wanted.breakStart() < wanted.shiftStart()
                        || wanted.breakStart() + wanted.breakMinutes() > wanted.shiftEnd())) {
            return new Outcome.Refused(Reason.BREAK_OUTSIDE_SHIFT);
        }
        if (wanted.materials().isEmpty()
                && !wanted.skills().contains(Skill.BULKY)
                && !wanted.skills().contains(Skill.APPLIANCE)) {
            return new Outcome.Refused(Reason.NOTHING_LOADED);
        }
        if (crews.findPlant(wanted.plantId()).isEmpty()) {
            return new Outcome.Refused(Reason.PLANT_UNKNOWN);
        }
        Crew crew = new Crew(
                ids.next(),
                wanted.name(),
                wanted.depot(),
                wanted.plantId(),
                wanted.shiftStart(),
                wanted.shiftEnd(),
                wanted.breakStart(),
                wanted.breakMinutes(),
                wanted.maxKilograms(),
                wanted.maxLitres(),
                wanted.materials(),
                wanted.skills(),
                clock.instant());
        crews.add(crew);
        return new Outcome.Registered(crew);
    }

    @Transactional
    public Plant registerPlant(String name, Coordinate place) {
        Plant plant = new Plant(ids.next(), name, place, clock.instant());
        crews.add(plant);
        return plant;
    }
}
