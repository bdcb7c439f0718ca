package io.yike.booking.reserving;

import io.yike.booking.keeping.Resources;
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
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whether it is a resident's turn. Runs after everything that is wanted has been locked.
@Component
class JudgeUse {

    private final Usage usage;
    private final Resources resources;
    private final Clock clock;

    JudgeUse(Usage usage, Resources resources, Clock clock) {
        this.usage = usage;
        this.resources = resources;
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
        return shares(resource)
                .filter(share -> !of.groups().contains(share.kept().group()))
                .flatMap(share -> refuse(of, wanted, share, now).stream())
                .findFirst();
    }

    /// A room or items of which a share is kept, and all whose bookings take from it.
    private record Share(Rules.Kept kept, List<UUID> takers) {}

    /// Whoever has a room has its parts, and takes from the room around it.
    private Stream<Share> shares(Resource resource) {
        boolean isAlone = resource.parentId() == null && resource.parts().isEmpty();
        return (isAlone ? Stream.of(resource) : resources.kin(resource.id()).stream()).flatMap(room -> {
            Rules.Kept kept = room.profile().rules().kept();
            return kept == null
                    ? Stream.<Share>empty()
                    : Stream.of(new Share(
                            kept,
                            isAlone
                                    ? List.of(room.id())
                                    : resources.kin(room.id()).stream()
                                            .map(Resource::id)
                                            .toList()));
        });
    }

    /// Day by day, of the time at which it is open.
    private Optional<Refusal> refuse(Case of, Wanted wanted, Share share, Instant now) {
        ZoneId zone = of.facility().zone();
        boolean isRoom = wanted.resource().kind() == Kind.ROOM;
        int units = isRoom
                ? 1
                : of.units().getOrDefault(wanted.resource().id(), List.of()).size();
        Span day = FairUse.day(of.span().start(), zone);
        while (day.overlaps(of.span())) {
            List<Span> open = of.facility().hours().openings(day, zone);
            List<Usage.Taken> taken = Stream.concat(
                            usage.takenByOthers(share.takers(), share.kept().group(), day, of.except()).stream(),
                            Stream.of(new Usage.Taken(of.span(), wanted.quantity())))
                    .toList();
            Optional<Refusal> refused = FairUse.kept(
                    share.kept(),
                    of.span().start(),
                    length(open, open).multipliedBy(units),
                    // Two parts of a room at once take no more of it than one.
                    isRoom
                            ? length(open, taken.stream().map(Usage.Taken::span).toList())
                            : taken.stream()
                                    .map(one ->
                                            length(open, List.of(one.span())).multipliedBy(one.quantity()))
                                    .reduce(Duration.ZERO, Duration::plus),
                    now);
            if (refused.isPresent()) {
                return refused;
            }
            day = FairUse.day(day.end(), zone);
        }
        return Optional.empty();
    }

    /// How long both are.
    private static Duration length(List<Span> open, List<Span> spans) {
        return Span.intersection(open, spans).stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }
}
