package io.yike.booking.reserving;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.reserving.domain.Seating;
import io.yike.booking.timing.FindFreeTimes.Wanted;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds units for a booking, and exchanges those of others where that makes room. All units are locked first, in the
/// order of their ids: whoever comes at the same time waits, and then sees what has become of it.
@Component
class ClaimUnits {

    private final Claims claims;
    private final Resources resources;
    private final BookingSettings settings;
    private final Ids ids;
    private final Clock clock;

    ClaimUnits(Claims claims, Resources resources, BookingSettings settings, Ids ids, Clock clock) {
        this.claims = claims;
        this.resources = resources;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What the lines of a booking need, and what there is.
    ///
    /// @param leaves by line: the rooms without parts that it consists of, or the items themselves
    record Ground(List<Wanted> lines, List<List<UUID>> leaves, Map<UUID, List<UUID>> units) {

        /// The first line that needs more than there is at all; empty if there is none.
        Optional<Integer> tooLarge() {
            for (int line = 0; line < lines.size(); line++) {
                for (UUID leaf : leaves.get(line)) {
                    if (units.getOrDefault(leaf, List.of()).size()
                            < lines.get(line).quantity()) {
                        return Optional.of(line);
                    }
                }
            }
            return Optional.empty();
        }

        /// The first line that needs what another one needs; empty if there is none.
        Optional<Integer> twice() {
            Set<UUID> seen = new HashSet<>();
            for (int line = 0; line < leaves.size(); line++) {
                for (UUID leaf : leaves.get(line)) {
                    if (!seen.add(leaf)) {
                        return Optional.of(line);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /// Locks everything that the lines could get, and what it is judged by whether they may.
    Ground lock(List<Wanted> lines) {
        List<List<UUID>> leaves = lines.stream()
                .map(line -> resources.leaves(line.resource().id()))
                .toList();
        return new Ground(
                lines,
                leaves,
                claims.lockUnits(lines.stream()
                        .flatMap(line -> resources.contested(line.resource().id()).stream())
                        .distinct()
                        .toList()));
    }

    /// What is to be written, so that a booking has its units.
    ///
    /// @param exchanged claims of others that get other units
    record Plan(List<Claim> added, List<Claim> exchanged) {}

    /// How all of it can be had; empty if it cannot. What the booking itself has claimed does not count.
    ///
    /// @param ground what has been locked
    Optional<Plan> plan(Ground ground, UUID bookingId, Span span) {
        Instant now = clock.instant();
        Map<UUID, List<Claim>> wanted = wanted(ground, bookingId, span);
        List<Claim> present = claims.active(wanted.keySet(), now, now.plus(settings.overdueFor()));
        List<Claim> added = new ArrayList<>();
        List<Claim> exchanged = new ArrayList<>();
        for (Map.Entry<UUID, List<Claim>> leaf : wanted.entrySet()) {
            List<Claim> ofLeaf = present.stream()
                    .filter(claim -> claim.resourceId().equals(leaf.getKey())
                            && !claim.bookingId().equals(bookingId))
                    .toList();
            List<Claim> all =
                    new ArrayList<>(Seating.around(leaf.getValue().getFirst().blocked(), ofLeaf));
            Map<UUID, Claim> before = new LinkedHashMap<>();
            all.forEach(claim -> before.put(claim.id(), claim));
            all.addAll(leaf.getValue());
            Optional<List<Claim>> seated = Seating.of(ground.units().getOrDefault(leaf.getKey(), List.of()), all);
            if (seated.isEmpty()) {
                return Optional.empty();
            }
            for (Claim claim : seated.get()) {
                Claim former = before.get(claim.id());
                if (former == null) {
                    added.add(claim);
                } else if (!former.equals(claim)) {
                    exchanged.add(claim);
                }
            }
        }
        return Optional.of(new Plan(added, exchanged));
    }

    /// Gives the booking what was planned, instead of what it has.
    void claim(UUID bookingId, Plan plan) {
        claims.forget(bookingId);
        claims.change(plan.exchanged());
        claims.add(plan.added());
    }

    /// A claim for each unit that is needed, by what it is a unit of; on no unit yet.
    private Map<UUID, List<Claim>> wanted(Ground ground, UUID bookingId, Span span) {
        Map<UUID, List<Claim>> wanted = new LinkedHashMap<>();
        for (int line = 0; line < ground.lines().size(); line++) {
            Wanted of = ground.lines().get(line);
            Span blocked = span.widened(
                    of.resource().profile().rules().bufferBefore(),
                    of.resource().profile().rules().bufferAfter());
            for (UUID leaf : ground.leaves().get(line)) {
                for (int i = 0; i < of.quantity(); i++) {
                    wanted.computeIfAbsent(leaf, _ -> new ArrayList<>())
                            .add(new Claim(ids.next(), bookingId, line, leaf, leaf, blocked, false));
                }
            }
        }
        return wanted;
    }
}
