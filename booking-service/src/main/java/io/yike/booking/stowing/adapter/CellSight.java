package io.yike.booking.stowing.adapter;

import io.yike.booking.stowing.CellHolds;
import io.yike.booking.stowing.CellHolds.Filter;
import io.yike.booking.stowing.domain.CellHold;
import io.yike.booking.stowing.domain.CellHold.Parties;
import io.yike.booking.stowing.domain.CellUse;
import io.yike.booking.wire.Refusals;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who may see the hold of a cell, and what for they may open it.
@Component
class CellSight {

    private final CellHolds holds;
    private final CurrentCaller currentCaller;

    CellSight(CellHolds holds, CurrentCaller currentCaller) {
        this.holds = holds;
        this.currentCaller = currentCaller;
    }

    /// A hold that the caller may look at; else 404.
    CellHold visible(UUID holdId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.PLATFORM, Role.FLEET, Role.KEEPER, Role.OPERATOR);
        return holds.find(holdId)
                .filter(hold -> caller.has(Role.OPERATOR) || isOwn(caller, hold))
                .orElseThrow(Refusals::notFound);
    }

    /// A hold of a cell that the caller may open at some time; else 404.
    CellHold opened(UUID holdId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.PLATFORM, Role.FLEET, Role.KEEPER, Role.SERVICE);
        return holds.find(holdId).filter(hold -> !uses(hold).isEmpty()).orElseThrow(Refusals::notFound);
    }

    /// What for the caller may open it.
    Set<CellUse> uses(CellHold hold) {
        Caller caller = currentCaller.get();
        Parties parties = hold.parties();
        Set<CellUse> uses = EnumSet.noneOf(CellUse.class);
        if (collects(caller, hold) || isPlatform(caller, parties)) {
            uses.add(CellUse.COLLECT);
        }
        if (isCarrier(caller, parties)) {
            uses.add(CellUse.DROP);
            uses.add(CellUse.TAKE_BACK);
        }
        if (caller.has(Role.SERVICE) && !parties.areOfParcel()) {
            uses.add(CellUse.DROP);
        }
        if (Refusals.keeps(caller, hold.place().facilityId())) {
            uses.add(CellUse.TAKE_BACK);
        }
        return uses;
    }

    /// The carrier's own parcel; else 404.
    CellHold carried(UUID holdId) {
        Caller caller = currentCaller.get();
        caller.require(Role.FLEET);
        return holds.find(holdId)
                .filter(hold -> isCarrier(caller, hold.parties()))
                .orElseThrow(Refusals::notFound);
    }

    /// What is the resident's own; else 404.
    CellHold own(UUID holdId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT);
        return holds.find(holdId)
                .filter(hold -> hold.parties().residentId() != null
                        && caller.is(Role.RESIDENT, hold.parties().residentId()))
                .orElseThrow(Refusals::notFound);
    }

    Filter filter(@Nullable String state, @Nullable UUID orderId, @Nullable UUID before) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.PLATFORM, Role.FLEET, Role.KEEPER, Role.OPERATOR);
        return new Filter(
                caller.has(Role.OPERATOR),
                ids(caller, Role.RESIDENT, "resident"),
                ids(caller, Role.PLATFORM, "platform"),
                ids(caller, Role.FLEET, "fleet"),
                ids(caller, Role.KEEPER, "facility"),
                state,
                orderId,
                before);
    }

    /// The carriers that the caller acts for.
    static Set<UUID> fleets(Caller caller) {
        return ids(caller, Role.FLEET, "fleet");
    }

    private static boolean isOwn(Caller caller, CellHold hold) {
        return collects(caller, hold)
                || isPlatform(caller, hold.parties())
                || isCarrier(caller, hold.parties())
                || Refusals.keeps(caller, hold.place().facilityId());
    }

    private static boolean collects(Caller caller, CellHold hold) {
        UUID residentId = hold.parties().residentId();
        return (residentId != null && caller.is(Role.RESIDENT, residentId))
                || hold.collectors().stream().anyMatch(collector -> caller.is(Role.RESIDENT, collector));
    }

    private static boolean isPlatform(Caller caller, Parties parties) {
        return parties.platformId() != null && caller.is(Role.PLATFORM, parties.platformId());
    }

    private static boolean isCarrier(Caller caller, Parties parties) {
        return parties.fleetId() != null && caller.is(Role.FLEET, parties.fleetId());
    }

    private static Set<UUID> ids(Caller caller, Role role, String kind) {
        return caller.has(role)
                ? caller.idsOf(kind).stream().flatMap(text -> id(text).stream()).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }
}
