package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.reserving.KeepUnit;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.UnitsApi;
import io.yike.contracts.booking.model.NewUnit;
import io.yike.contracts.booking.model.Unit;
import io.yike.contracts.booking.model.UnitEdit;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UnitsController implements UnitsApi {

    private final Resources resources;
    private final KeepUnit keepUnit;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    UnitsController(Resources resources, KeepUnit keepUnit, Idempotency idempotency, CurrentCaller currentCaller) {
        this.resources = resources;
        this.keepUnit = keepUnit;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Unit> addUnit(String idempotencyKey, UUID resourceId, NewUnit wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        Resource items = resources.find(resourceId).orElseThrow(Refusals::notFound);
        Refusals.requireKeeper(caller, items.facilityId());
        if (items.kind() != Kind.ITEMS) {
            throw Refusals.rule("not_items", "A room has no units", "resourceId");
        }
        Condition condition = wanted.getCondition() == null
                ? Condition.GOOD
                : Words.constant(Condition.class, wanted.getCondition().getValue());
        return idempotency.once("addUnit", idempotencyKey, List.of(resourceId, wanted), Unit.class, () -> {
            var unit = keepUnit.add(items, wanted.getCode(), condition)
                    .orElseThrow(() -> Refusals.conflict("unit_code_taken", "Another unit has this code", "code"));
            return ResponseEntity.created(URI.create("/v1/units/" + unit.id())).body(wire(unit));
        });
    }

    @Override
    public ResponseEntity<Unit> editUnit(UUID unitId, UnitEdit edit) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        var unit = keepUnit.find(unitId).orElseThrow(Refusals::notFound);
        Refusals.requireKeeper(caller, unit.facilityId());
        return switch (keepUnit.edit(
                unit, Words.constant(Condition.class, edit.getCondition().getValue()), edit.getRetired())) {
            case KeepUnit.Outcome.Done(var edited) -> ResponseEntity.ok(wire(edited));
            case KeepUnit.Outcome.Needed() ->
                throw Refusals.conflict("unit_needed", "Bookings need this unit", "retired");
            case KeepUnit.Outcome.Out() -> throw Refusals.conflict("unit_is_out", "Somebody has it", "retired");
        };
    }

    private static Unit wire(io.yike.booking.keeping.domain.Unit unit) {
        return new Unit(
                unit.id(),
                unit.resourceId(),
                unit.code(),
                io.yike.contracts.booking.model.Condition.fromValue(Words.word(unit.condition())),
                unit.retired());
    }
}
