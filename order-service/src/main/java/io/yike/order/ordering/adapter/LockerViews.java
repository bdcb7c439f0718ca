package io.yike.order.ordering.adapter;

import io.yike.contracts.order.model.LockerAlternative;
import io.yike.contracts.order.model.LockerChoice;
import io.yike.contracts.order.model.LockerProgress;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.LockerDrop.Choice;
import io.yike.order.ordering.domain.LockerDrop.State;
import io.yike.order.wire.Wire;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lockers of orders as the contract has them.
final class LockerViews {

    private LockerViews() {}

    static @Nullable Choice choice(@Nullable LockerChoice wire) {
        if (wire == null) {
            return null;
        }
        var ifFull = wire.getIfFull();
        return new Choice(
                wire.getFacilityId(),
                Wire.constant(LockerDrop.Size.class, wire.getSize().getValue()),
                ifFull == null
                        ? LockerDrop.IfFull.ANOTHER_LOCKER
                        : Wire.constant(LockerDrop.IfFull.class, ifFull.getValue()));
    }

    static LockerProgress view(LockerDrop drop) {
        LockerProgress view = new LockerProgress(
                LockerProgress.StateEnum.fromValue(word(drop.state())),
                drop.findCell()
                        .map(LockerDrop.Cell::facilityId)
                        .orElse(drop.choice().facilityId()));
        drop.findCell()
                .ifPresent(cell -> view.holdId(cell.holdId())
                        .facilityName(cell.facilityName())
                        .cell(cell.label()));
        switch (drop.state()) {
            case State.AtDoor(String reason) -> view.reason(reason);
            case State.Choosing(List<LockerDrop.Alternative> alternatives, Instant until) ->
                view.chooseUntil(Wire.time(until))
                        .alternatives(alternatives.stream()
                                .map(other -> new LockerAlternative(
                                        other.facilityId(), other.facilityName(), other.distanceMetres()))
                                .toList());
            case State.Wanted _, State.Asked _, State.Held _, State.Stored _ -> {
                // That is all.
            }
        }
        return view;
    }

    /// The word in rows and on the wire.
    static String word(State state) {
        return switch (state) {
            case State.Wanted _ -> "wanted";
            case State.Asked _ -> "asked";
            case State.Choosing _ -> "choosing";
            case State.Held _ -> "held";
            case State.Stored _ -> "stored";
            case State.AtDoor _ -> "at_door";
        };
    }
}
