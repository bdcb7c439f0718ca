package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.BookingState;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Seating;
import io.yike.kit.deadline.Deadlines;
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
import org.springframework.transaction.annotation.Transactional;

/// Looks after those who are next when a unit does not come back: they get another one, or are told. A unit
/// that is late
/// is counted on not to be back for a while; when that is over and it is not, they are looked after anew.
@Component
public class MakeWay {

    public static final String LATE = "booking-late";

    private final Bookings bookings;
    private final Claims claims;
    private final Deadlines deadlines;
    private final BookingSettings settings;
    private final Clock clock;

    MakeWay(Bookings bookings, Claims claims, Deadlines deadlines, BookingSettings settings, Clock clock) {
        this.bookings = bookings;
        this.claims = claims;
        this.deadlines = deadlines;
        this.settings = settings;
        this.clock = clock;
    }

    /// What this booking has is still not back.
    @Transactional
    public void stillLate(UUID bookingId) {
        bookings.findLocked(bookingId)
                .filter(booking -> booking.state() instanceof BookingState.Overdue)
                .ifPresent(this::makeWay);
    }

    /// The booking, which is locked, has become overdue, or still is.
    void makeWay(Booking overdue) {
        Instant now = clock.instant();
        Instant backAt = now.plus(settings.overdueFor());
        Set<UUID> pools = claims.of(overdue.id()).stream()
                .filter(Claim::out)
                .map(Claim::resourceId)
                .collect(Collectors.toSet());
        // Bookings are locked before units, as everybody does.
        Map<UUID, Booking> next = new HashMap<>();
        claims.active(pools, now, backAt).stream()
                .filter(claim -> !claim.out() && claim.blocked().start().isBefore(backAt))
                .map(Claim::bookingId)
                .distinct()
                .sorted()
                .flatMap(id -> bookings.findLocked(id).stream())
                .forEach(booking -> next.put(booking.id(), booking));
        Map<UUID, List<UUID>> units = claims.lockUnits(pools);
        Set<UUID> delayed = new HashSet<>();
        for (UUID pool : pools) {
            delayed.addAll(
                    reseat(units.getOrDefault(pool, List.of()), claims.active(Set.of(pool), now, backAt), backAt));
        }
        delayed.stream()
                .sorted()
                .flatMap(id -> Optional.ofNullable(next.get(id)).stream())
                .forEach(bookings::tellDelayed);
        deadlines.set(LATE, overdue.id().toString(), backAt);
    }

    /// Gives others the units that are there.
    ///
    /// @return the bookings for which nothing is left until then, those that begin first
    private Set<UUID> reseat(List<UUID> units, List<Claim> present, Instant backAt) {
        Set<UUID> delayed = new HashSet<>();
        Map<UUID, Claim> before = new HashMap<>();
        present.forEach(claim -> before.put(claim.id(), claim));
        List<Claim> left = new ArrayList<>(present);
        Optional<List<Claim>> seated = Seating.of(units, left);
        while (seated.isEmpty()) {
            Optional<Claim> first = left.stream()
                    .filter(claim -> !claim.out() && claim.blocked().start().isBefore(backAt))
                    .min(Comparator.comparing((Claim claim) -> claim.blocked().start())
                            .thenComparing(Claim::id));
            if (first.isEmpty()) {
                return delayed;
            }
            left.remove(first.get());
            delayed.add(first.get().bookingId());
            seated = Seating.of(units, left);
        }
        claims.change(seated.get().stream()
                .filter(claim -> !claim.out() && !claim.equals(before.get(claim.id())))
                .filter(claim -> delayed.isEmpty())
                .toList());
        return delayed;
    }
}
