package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Seating;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
}
