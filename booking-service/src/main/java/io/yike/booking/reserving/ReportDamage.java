package io.yike.booking.reserving;

import io.yike.booking.reserving.Damages.Damage;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Claim;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Says, and tells, that something is broken or missing: whoever had it, or the keeper.
@Component
public class ReportDamage {

    private final Claims claims;
    private final Damages damages;
    private final Bookings bookings;
    private final Ids ids;
    private final Clock clock;

    ReportDamage(Claims claims, Damages damages, Bookings bookings, Ids ids, Clock clock) {
        this.claims = claims;
        this.damages = damages;
        this.bookings = bookings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Writes it down; empty if the booking never had such a unit.
    @Transactional
    public Optional<Damage> report(
            Booking booking, @Nullable UUID unitId, String description, @Nullable String photo, String byWhom) {
        List<Claim> had = claims.latestOf(List.of(booking.id())).getOrDefault(booking.id(), List.of());
        if (unitId != null && had.stream().noneMatch(claim -> claim.unitId().equals(unitId))) {
            return Optional.empty();
        }
        Damage damage = new Damage(ids.next(), booking.id(), unitId, description, photo, null, byWhom, clock.instant());
        damages.add(damage);
        bookings.tellDamage(booking.id(), damage.id(), unitId);
        return Optional.of(damage);
    }
}
