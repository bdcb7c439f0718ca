package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.Claims.Return;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Decision;
import io.yike.booking.reserving.domain.Seating;
import io.yike.booking.reserving.domain.StateRefusal;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who has a unit now: given by the keeper, and taken back.
@Component
public class HandOver {

    private final Bookings bookings;
    private final Claims claims;
    private final ChangeBooking changeBooking;
    private final FreedTimes freedTimes;
    private final SpareUnit spareUnit;
    private final BookingSettings settings;
    private final Ids ids;
    private final Clock clock;

    HandOver(
            Bookings bookings,
            Claims claims,
            ChangeBooking changeBooking,
            FreedTimes freedTimes,
            SpareUnit spareUnit,
            BookingSettings settings,
            Ids ids,
            Clock clock) {
        this.bookings = bookings;
        this.claims = claims;
        this.changeBooking = changeBooking;
        this.freedTimes = freedTimes;
        this.spareUnit = spareUnit;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {

        record Done(Booking booking) implements Outcome {}

        record BadState(StateRefusal why) implements Outcome {}

        record TooEarly() implements Outcome {}

        /// Not a unit that this booking could have, or one that it does not have.
        ///
        /// @param place in the list of those named
        record UnitUnknown(int place) implements Outcome {}

        /// Somebody still has one of its units, and there is no other.
        record UnitIsOut() implements Outcome {}

        /// Another booking needs the unit, and no other is left for that one.
        record UnitNeeded() implements Outcome {}
    }

    /// Gives a confirmed booking its units, and begins it; empty if there is no such booking.
    ///
    /// @param named units that are given instead of those planned
    @Transactional
    public Optional<Outcome> handOut(UUID bookingId, List<UUID> named, String byWhom) {
        return bookings.findLocked(bookingId).map(booking -> handOut(booking, named, byWhom));
    }

    private Outcome handOut(Booking booking, List<UUID> named, String byWhom) {
        Instant now = clock.instant();
        Decision begun = booking.begin(now);
        if (begun instanceof Decision.Refused(StateRefusal why)) {
            return new Outcome.BadState(why);
        }
        if (now.isBefore(booking.span().start().minus(settings.handOutBefore()))) {
            return new Outcome.TooEarly();
        }
        Set<UUID> pools =
                claims.of(booking.id()).stream().map(Claim::resourceId).collect(Collectors.toSet());
        Map<UUID, List<UUID>> units = claims.lockUnits(pools);
        List<Claim> own = claims.of(booking.id());
        List<Claim> toGive = own.stream()
                .filter(claim -> !claim.out() && !claim.unitId().equals(claim.resourceId()))
                .toList();
        if (toGive.isEmpty() && begun instanceof Decision.Ignored) {
            return new Outcome.BadState(StateRefusal.BOOKING_BEGUN);
        }
        List<Claim> given = new ArrayList<>();
        Set<UUID> taken = new HashSet<>();
        List<Claim> left = new ArrayList<>(toGive);
        for (int place = 0; place < named.size(); place++) {
            UUID unit = named.get(place);
            Optional<Claim> claim = left.stream()
                    .filter(it -> units.getOrDefault(it.resourceId(), List.of()).contains(unit))
                    .min((one, other) -> Boolean.compare(
                            !one.unitId().equals(unit), !other.unitId().equals(unit)));
            if (claim.isEmpty() || !taken.add(unit)) {
                return new Outcome.UnitUnknown(place);
            }
            left.remove(claim.get());
            given.add(claim.get().on(unit));
        }
        List<Claim> present = claims.active(pools, now, now.plus(settings.overdueFor()));
        Map<UUID, UUID> holders =
                claims.holders(units.values().stream().flatMap(List::stream).toList());
        for (Claim claim : left) {
            Optional<UUID> unit = units.getOrDefault(claim.resourceId(), List.of()).stream()
                    .filter(it -> !taken.contains(it) && !holders.containsKey(it))
                    .min((one, other) -> Boolean.compare(!one.equals(claim.unitId()), !other.equals(claim.unitId())));
            if (unit.isEmpty()) {
                return new Outcome.UnitIsOut();
            }
            taken.add(unit.get());
            given.add(claim.on(unit.get()));
        }
        if (given.stream().anyMatch(claim -> holders.containsKey(claim.unitId()))) {
            return new Outcome.UnitIsOut();
        }
        List<Claim> fromNow = given.stream()
                .map(claim -> claim.during(new Span(
                                claim.blocked().start().isBefore(now)
                                        ? claim.blocked().start()
                                        : now,
                                claim.blocked().end()))
                        .handedOut())
                .toList();
        // What is late may have left too few for all that are planned: then whoever comes first is served.
        Optional<List<Claim>> changed = reseated(units, present, fromNow)
                .or(() -> reseated(units, claims.active(pools, now, Instant.EPOCH), fromNow));
        if (changed.isEmpty()) {
            return new Outcome.UnitNeeded();
        }
        claims.change(changed.get());
        fromNow.forEach(claim -> claims.giveOut(ids.next(), claim, now, byWhom));
        changeBooking.follow(begun);
        return new Outcome.Done(bookings.find(booking.id()).orElseThrow());
    }

    /// The claims that must change so that these can be out from now on; empty if there is no way.
    private static Optional<List<Claim>> reseated(Map<UUID, List<UUID>> units, List<Claim> present, List<Claim> out) {
        Map<UUID, Claim> before = new HashMap<>();
        present.forEach(claim -> before.put(claim.id(), claim));
        List<Claim> changed = new ArrayList<>(out);
        Set<UUID> own = out.stream().map(Claim::id).collect(Collectors.toSet());
        for (UUID pool : out.stream().map(Claim::resourceId).distinct().toList()) {
            List<Claim> all = present.stream()
                    .filter(claim -> claim.resourceId().equals(pool) && !own.contains(claim.id()))
                    .collect(Collectors.toCollection(ArrayList::new));
            out.stream().filter(claim -> claim.resourceId().equals(pool)).forEach(all::add);
            Optional<List<Claim>> seated = Seating.of(units.getOrDefault(pool, List.of()), all);
            if (seated.isEmpty()) {
                return Optional.empty();
            }
            seated.get().stream()
                    .filter(claim -> !own.contains(claim.id()))
                    .filter(claim -> !claim.equals(before.get(claim.id())))
                    .forEach(changed::add);
        }
        return Optional.of(changed);
    }

    /// Takes units back; with the last of them the booking is completed. Empty if there is no such booking.
    @Transactional
    public Optional<Outcome> takeBack(UUID bookingId, List<Return> returns, String byWhom) {
        return bookings.findLocked(bookingId).map(booking -> takeBack(booking, returns, byWhom));
    }

    private Outcome takeBack(Booking booking, List<Return> returns, String byWhom) {
        Decision completed = booking.complete();
        if (completed instanceof Decision.Refused(StateRefusal why)) {
            return new Outcome.BadState(why);
        }
        Instant now = clock.instant();
        Map<UUID, Claim> out = claims.of(booking.id()).stream()
                .filter(Claim::out)
                .collect(Collectors.toMap(Claim::unitId, claim -> claim));
        Set<UUID> back = new HashSet<>();
        for (int place = 0; place < returns.size(); place++) {
            UUID unit = returns.get(place).unitId();
            if (!out.containsKey(unit) || !back.add(unit)) {
                return new Outcome.UnitUnknown(place);
            }
        }
        // Bookings are locked before units, as everybody does.
        returns.stream()
                .filter(of -> of.condition() == Condition.DAMAGED)
                .flatMap(of -> Stream.ofNullable(out.get(of.unitId())))
                .flatMap(claim -> spareUnit.ahead(claim.resourceId(), claim.unitId()).stream())
                .distinct()
                .sorted()
                .forEach(bookings::findLocked);
        freedTimes.prepare(booking);
        claims.lockUnits(out.values().stream().map(Claim::resourceId).distinct().toList());
        Set<UUID> without = new TreeSet<>();
        for (Return of : returns) {
            Claim claim = out.get(of.unitId());
            if (claim != null) {
                claims.takeBack(ids.next(), claim, of, now, byWhom);
                if (of.condition() == Condition.DAMAGED) {
                    without.addAll(spareUnit.spareSome(claim.resourceId(), of.unitId()));
                }
            }
        }
        without.stream().flatMap(id -> bookings.find(id).stream()).forEach(bookings::tellDelayed);
        if (out.keySet().equals(back)) {
            changeBooking.follow(completed);
        } else if (!back.isEmpty()) {
            freedTimes.offer(booking);
        }
        return new Outcome.Done(bookings.find(booking.id()).orElseThrow());
    }
}
