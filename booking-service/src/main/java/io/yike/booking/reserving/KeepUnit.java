package io.yike.booking.reserving;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Unit;
import io.yike.kit.id.Ids;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Adds units to items, and takes them away where no booking needs them.
@Component
public class KeepUnit {

    private final Resources resources;
    private final Claims claims;
    private final SpareUnit spareUnit;
    private final FreedTimes freedTimes;
    private final Ids ids;

    KeepUnit(Resources resources, Claims claims, SpareUnit spareUnit, FreedTimes freedTimes, Ids ids) {
        this.resources = resources;
        this.claims = claims;
        this.spareUnit = spareUnit;
        this.freedTimes = freedTimes;
        this.ids = ids;
    }

    /// What became of an edit.
    public sealed interface Outcome {

        record Done(Unit unit) implements Outcome {}

        /// Without it there is no way to seat all bookings.
        record Needed() implements Outcome {}

        /// Somebody has it.
        record Out() implements Outcome {}
    }

    /// Adds a unit, and asks the line for it; empty if another one of the facility has its code.
    @Transactional
    public Optional<Unit> add(Resource items, String code, Condition condition) {
        Unit unit = new Unit(ids.next(), items.id(), items.facilityId(), code, condition, false);
        freedTimes.prepare(items.facilityId(), items.id());
        if (!resources.addUnit(unit)) {
            return Optional.empty();
        }
        freedTimes.offer(items.facilityId(), items.id());
        return Optional.of(unit);
    }

    /// Says how a unit is. Retired or damaged, its bookings move to others; repaired, the line is asked.
    @Transactional
    public Outcome edit(Unit unit, Condition condition, boolean retired) {
        boolean isThere = !retired && condition != Condition.DAMAGED;
        freedTimes.prepare(unit.facilityId(), unit.resourceId());
        Unit edited = new Unit(unit.id(), unit.resourceId(), unit.facilityId(), unit.code(), condition, retired);
        if (!isThere) {
            if (!claims.holders(List.of(unit.id())).isEmpty()) {
                return new Outcome.Out();
            }
            if (!spareUnit.spare(unit.resourceId(), unit.id())) {
                return new Outcome.Needed();
            }
        }
        resources.saveUnit(edited);
        if (isThere) {
            freedTimes.offer(unit.facilityId(), unit.resourceId());
        }
        return new Outcome.Done(edited);
    }

    /// The unit; empty if there is none.
    public Optional<Unit> find(UUID unitId) {
        return resources.findUnit(unitId);
    }
}
