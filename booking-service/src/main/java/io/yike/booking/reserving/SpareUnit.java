package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Seating;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Does without a unit: its bookings move to others. Runs in a transaction in which the units of the resource are
/// locked.
@Component
class SpareUnit {

    private final Claims claims;
    private final BookingSettings settings;
    private final Clock clock;

    SpareUnit(Claims claims, BookingSettings settings, Clock clock) {
        this.claims = claims;
        this.settings = settings;
        this.clock = clock;
    }

    /// Moves the unit's bookings to others.
    ///
    /// @return false if there is no way, and nothing has changed
    boolean spare(UUID resourceId, UUID unitId) {
        Instant now = clock.instant();
        List<Claim> present = claims.active(Set.of(resourceId), now, now.plus(settings.overdueFor()));
        if (present.stream().noneMatch(claim -> claim.unitId().equals(unitId))) {
            return true;
        }
        List<UUID> others = claims.lockUnits(Set.of(resourceId)).getOrDefault(resourceId, List.of()).stream()
                .filter(unit -> !unit.equals(unitId))
                .toList();
        Map<UUID, Claim> before = new HashMap<>();
        present.forEach(claim -> before.put(claim.id(), claim));
        Optional<List<Claim>> seated = Seating.of(others, present);
        seated.ifPresent(all -> claims.change(all.stream()
                .filter(claim -> !claim.equals(before.get(claim.id())))
                .toList()));
        return seated.isPresent();
    }

    /// Which bookings have the unit ahead.
    Set<UUID> ahead(UUID resourceId, UUID unitId) {
        Instant now = clock.instant();
        return claims.active(Set.of(resourceId), now, now).stream()
                .filter(claim -> claim.unitId().equals(unitId) && !claim.out())
                .map(Claim::bookingId)
                .collect(Collectors.toSet());
    }

    /// Moves as many of the unit's bookings to others as can be, those that begin first; the rest stays where it is,
    /// in case the unit is mended in time.
    ///
    /// @return the bookings that stay
    Set<UUID> spareSome(UUID resourceId, UUID unitId) {
        if (spare(resourceId, unitId)) {
            return Set.of();
        }
        Instant now = clock.instant();
        List<UUID> others = claims.lockUnits(Set.of(resourceId)).getOrDefault(resourceId, List.of()).stream()
                .filter(unit -> !unit.equals(unitId))
                .toList();
        Map<UUID, Claim> before = new HashMap<>();
        List<Claim> kept = new ArrayList<>();
        List<Claim> homeless = new ArrayList<>();
        for (Claim claim : claims.active(Set.of(resourceId), now, now.plus(settings.overdueFor()))) {
            before.put(claim.id(), claim);
            (claim.unitId().equals(unitId) && !claim.out() ? homeless : kept).add(claim);
        }
        Set<UUID> staying = new HashSet<>();
        List<Claim> seated = kept;
        homeless.sort(
                Comparator.comparing((Claim claim) -> claim.blocked().start()).thenComparing(Claim::id));
        for (Claim claim : homeless) {
            List<Claim> more = new ArrayList<>(seated);
            more.add(claim);
            Optional<List<Claim>> better = Seating.of(others, more);
            if (better.isEmpty()) {
                staying.add(claim.bookingId());
            } else {
                seated = better.get();
            }
        }
        claims.change(seated.stream()
                .filter(claim -> !claim.equals(before.get(claim.id())))
                .toList());
        return staying;
    }
}
