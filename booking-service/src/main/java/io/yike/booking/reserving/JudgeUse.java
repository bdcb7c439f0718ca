package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.domain.FairUse;
import io.yike.booking.reserving.domain.FairUse.Refusal;
import io.yike.booking.timing.FindFreeTimes.Wanted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whether it is a resident's turn. Runs after everything that is wanted has been locked.
@Component
class JudgeUse {

    private final Usage usage;
    private final Clock clock;

    JudgeUse(Usage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /// Whose turn it would be.
    ///
    /// @param units that are there, by resource; a room without parts is one
    /// @param groups of the resident
    /// @param except the booking that gives up its present time, or null
    record Case(
            Facility facility,
            List<Wanted> lines,
            Map<UUID, List<UUID>> units,
            UUID residentId,
            Set<String> groups,
            Span span,
            @Nullable UUID except) {}

    /// Why not; empty if it is.
    Optional<Refusal> refuse(Case of) {
        Instant now = clock.instant();
        FairLimits limits = of.facility().limits();
        Span week = FairUse.week(of.span().start(), of.facility().zone());
        Optional<Refusal> refused = Optional.empty();
        FairLimits.CoolDown coolDown = limits.coolDown();
        if (coolDown != null) {
            refused = FairUse.coolDown(
                    usage.missed(of.residentId(), of.facility().id(), now.minus(coolDown.within())), coolDown, now);
        }
        Integer perWeek = limits.perWeek();
        if (refused.isEmpty() && perWeek != null) {
            refused = FairUse.weekly(
                    usage.count(of.residentId(), of.facility().id(), null, week, of.except()), perWeek, week);
        }
        for (Wanted wanted : of.lines()) {
            refused = refused.or(() -> refuse(of, wanted, week, now));
        }
        return refused;
    }

    private Optional<Refusal> refuse(Case of, Wanted wanted, Span week, Instant now) {
        Resource resource = wanted.resource();
        Rules rules = resource.profile().rules();
        Integer perWeek = rules.perWeek();
        if (perWeek != null) {
            int had = usage.count(of.residentId(), of.facility().id(), resource.id(), week, of.except());
            if (had >= perWeek) {
                return FairUse.weekly(had, perWeek, week);
            }
        }
        Rules.Kept kept = rules.kept();
        if (kept == null || of.groups().contains(kept.group())) {
            return Optional.empty();
        }
        Span day = FairUse.day(of.span().start(), of.facility().zone());
        Duration open = of.facility().hours().openings(day, of.facility().zone()).stream()
                .map(Span::length)
                .reduce(Duration.ZERO, Duration::plus)
                .multipliedBy(
                        resource.kind() == Kind.ROOM
                                ? 1
                                : of.units()
                                        .getOrDefault(resource.id(), List.of())
                                        .size());
        return FairUse.kept(
                kept,
                of.span(),
                wanted.quantity(),
                open,
                usage.takenByOthers(resource.id(), kept.group(), day, of.except()),
                now);
    }
}
