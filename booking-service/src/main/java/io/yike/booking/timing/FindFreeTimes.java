package io.yike.booking.timing;

import io.yike.booking.BookingSettings;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.domain.FreeTimes;
import io.yike.booking.timing.domain.Pool;
import io.yike.booking.timing.domain.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// When a resource can be booked, or several of them at once.
@Component
public class FindFreeTimes {

    /// Buffers are not longer, before and after together.
    private static final Duration BUFFERS = Duration.ofDays(2);

    private final Resources resources;
    private final Loads loads;
    private final BookingSettings settings;
    private final Clock clock;

    FindFreeTimes(Resources resources, Loads loads, BookingSettings settings, Clock clock) {
        this.resources = resources;
        this.loads = loads;
        this.settings = settings;
        this.clock = clock;
    }

    /// What is wanted, of one facility.
    public record Wanted(Resource resource, int quantity) {}

    /// Everything that decides about a resource's times, but for who has it.
    public Terms terms(Facility facility, Resource resource) {
        return new Terms(
                facility.zone(), facility.hours(), resource.profile().rules(), resources.blackouts(resource.id()));
    }

    /// When so many of a resource can be booked, in order.
    @Transactional(readOnly = true)
    public List<Span> free(Facility facility, Wanted wanted, Span within) {
        return free(facility, wanted, within, null);
    }

    private List<Span> free(Facility facility, Wanted wanted, Span within, @Nullable UUID except) {
        Instant now = clock.instant();
        if (wanted.resource().retired()) {
            return List.of();
        }
        List<UUID> leaves = resources.leaves(wanted.resource().id());
        Map<UUID, Integer> units = loads.units(leaves);
        Duration buffers = wanted.resource()
                .profile()
                .rules()
                .bufferBefore()
                .plus(wanted.resource().profile().rules().bufferAfter());
        Map<UUID, List<Span>> taken =
                loads.taken(leaves, within.widened(buffers, buffers), now.plus(settings.overdueFor()), except);
        List<Pool> pools = leaves.stream()
                .map(leaf -> new Pool(
                        leaf, units.getOrDefault(leaf, 0), wanted.quantity(), taken.getOrDefault(leaf, List.of())))
                .toList();
        return FreeTimes.of(terms(facility, wanted.resource()), pools, within, now);
    }

    /// When one of each can be booked, by resource: for all of a facility at once, with as many queries as for
    /// one.
    ///
    /// @param all the facility's resources; what is not among them is not looked at
    @Transactional(readOnly = true)
    public Map<UUID, List<Span>> all(Facility facility, List<Resource> all, Span within) {
        Map<UUID, List<Span>> free = new HashMap<>();
        of(facility, all, all, 1, within).forEach((id, times) -> free.put(id, times.free()));
        return free;
    }

    /// By which rules a resource can be booked, and when it is free.
    public record Times(Terms terms, List<Span> free) {}

    /// The same of some of a facility's resources.
    ///
    /// @param all the facility's resources
    /// @param some of them
    /// @param quantity how many of each at once
    @Transactional(readOnly = true)
    public Map<UUID, Times> of(Facility facility, List<Resource> all, List<Resource> some, int quantity, Span within) {
        Instant now = clock.instant();
        Map<UUID, Resource> byId = all.stream().collect(Collectors.toMap(Resource::id, resource -> resource));
        Map<UUID, List<UUID>> leaves = new HashMap<>();
        some.forEach(resource -> leaves.put(resource.id(), leaves(resource, byId)));
        Set<UUID> every = leaves.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<UUID, Integer> units = loads.units(every);
        Map<UUID, List<Span>> taken =
                loads.taken(every, within.widened(BUFFERS, BUFFERS), now.plus(settings.overdueFor()), null);
        Map<UUID, Times> times = new HashMap<>();
        for (Resource resource : some) {
            List<Pool> pools = leaves.getOrDefault(resource.id(), List.of()).stream()
                    .map(leaf ->
                            new Pool(leaf, units.getOrDefault(leaf, 0), quantity, taken.getOrDefault(leaf, List.of())))
                    .toList();
            Terms terms = new Terms(
                    facility.zone(), facility.hours(), resource.profile().rules(), blackouts(resource, byId));
            times.put(
                    resource.id(),
                    new Times(terms, resource.retired() ? List.of() : FreeTimes.of(terms, pools, within, now)));
        }
        return times;
    }

    private static List<UUID> leaves(Resource resource, Map<UUID, Resource> byId) {
        return resource.parts().isEmpty()
                ? List.of(resource.id())
                : resource.parts().stream()
                        .flatMap(part -> Stream.ofNullable(byId.get(part)))
                        .flatMap(part -> leaves(part, byId).stream())
                        .sorted()
                        .toList();
    }

    /// Of itself, of the rooms that it is in, and of its parts.
    private static List<Span> blackouts(Resource resource, Map<UUID, Resource> byId) {
        List<Span> blackouts = new ArrayList<>();
        addBlackoutsWithin(resource, byId, blackouts);
        UUID around = resource.parentId();
        while (around != null) {
            Resource room = byId.get(around);
            if (room == null) {
                break;
            }
            blackouts.addAll(room.profile().blackouts());
            around = room.parentId();
        }
        return blackouts;
    }

    private static void addBlackoutsWithin(Resource resource, Map<UUID, Resource> byId, List<Span> blackouts) {
        blackouts.addAll(resource.profile().blackouts());
        for (UUID part : resource.parts()) {
            Resource room = byId.get(part);
            if (room != null) {
                addBlackoutsWithin(room, byId, blackouts);
            }
        }
    }

    /// The next times of that length, from a time on, at which all of them can be had.
    ///
    /// @param except the booking that would give up its present time, or null
    public List<Span> next(Facility facility, List<Wanted> all, Instant from, Duration length, @Nullable UUID except) {
        Span within = new Span(from, from.plus(settings.nextFreeWithin()).plus(length));
        List<Span> free = List.of(within);
        for (Wanted wanted : all) {
            free = Span.intersection(free, free(facility, wanted, within, except));
        }
        List<Terms> terms =
                all.stream().map(wanted -> terms(facility, wanted.resource())).toList();
        return FreeTimes.first(free, length, terms, settings.nextFree());
    }
}
