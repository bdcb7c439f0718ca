package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Which unit each claim gets, so that no two of one unit overlap.
///
/// Claims are seated in the order of their beginnings, each on a unit that is free then. What is out, or over, is where
/// it is; it has begun before all that is not on its unit, so whenever a claim finds no unit free, as many claims as
/// there are units have its
/// beginning in common, and there is no seating at all (colouring of an interval graph: Golumbic, "Algorithmic Graph
/// Theory and Perfect Graphs", 1980, chapter 8).
public final class Seating {

    private Seating() {}

    /// A seating of all these claims; empty if there is none. A claim stays where it is if that unit is free.
    ///
    /// @param units that can be claimed
    /// @param claims those that are out have begun
    public static Optional<List<Claim>> of(Collection<UUID> units, Collection<Claim> claims) {
        Set<UUID> there = Set.copyOf(units);
        Map<UUID, Instant> freeFrom = new HashMap<>();
        units.forEach(unit -> freeFrom.put(unit, Instant.MIN));
        List<Claim> seated = new ArrayList<>();
        for (Claim out : claims) {
            if (out.out()) {
                freeFrom.merge(out.unitId(), out.blocked().end(), (one, other) -> one.isAfter(other) ? one : other);
                seated.add(out);
            }
        }
        List<Claim> toSeat = claims.stream()
                .filter(claim -> !claim.out())
                .sorted(Comparator.comparing((Claim claim) -> claim.blocked().start())
                        .thenComparing(Claim::id))
                .toList();
        for (Claim claim : toSeat) {
            Instant start = claim.blocked().start();
            Optional<UUID> unit = isFree(freeFrom, claim.unitId(), there, start)
                    ? Optional.of(claim.unitId())
                    : units.stream()
                            .filter(it -> isFree(freeFrom, it, there, start))
                            .max(Comparator.comparing((UUID it) -> freeFrom.getOrDefault(it, Instant.MIN))
                                    .thenComparing(Comparator.naturalOrder()));
            if (unit.isEmpty()) {
                return Optional.empty();
            }
            freeFrom.put(unit.get(), claim.blocked().end());
            seated.add(claim.on(unit.get()));
        }
        return Optional.of(seated);
    }

    private static boolean isFree(Map<UUID, Instant> freeFrom, UUID unit, Set<UUID> units, Instant at) {
        return units.contains(unit) && !freeFrom.getOrDefault(unit, Instant.MIN).isAfter(at);
    }

    /// The claims that are in the way of a span, directly or by others: what is outside can stay as it is. Claims that
    /// overlap one another are a chain; a chain is in the way if one of its claims is.
    public static List<Claim> around(Span span, Collection<Claim> claims) {
        List<Claim> around = new ArrayList<>();
        List<Claim> chain = new ArrayList<>();
        Instant chainEnd = Instant.MIN;
        boolean isInTheWay = false;
        for (Claim claim : claims.stream()
                .sorted(Comparator.comparing((Claim it) -> it.blocked().start()))
                .toList()) {
            if (!claim.blocked().start().isBefore(chainEnd)) {
                if (isInTheWay) {
                    around.addAll(chain);
                }
                chain.clear();
                isInTheWay = false;
            }
            chain.add(claim);
            isInTheWay |= claim.blocked().overlaps(span);
            chainEnd = claim.blocked().end().isAfter(chainEnd) ? claim.blocked().end() : chainEnd;
        }
        if (isInTheWay) {
            around.addAll(chain);
        }
        return around;
    }
}
