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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// When a resource can be booked, or several of them at once.
@Component
public class FindFreeTimes {

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

    /// The next times of that length, from a time on, at which all of them can be had.
    ///
    /// @param except the booking that would give up its present time, or null
    public List<Span> next(Facility facility, List<Wanted> all, Instant from, Duration length, @Nullable UUID except) {
        Span within = new Span(from, from.plus(settings.nextFreeWithin()));
        List<Span> free = List.of(within);
        for (Wanted wanted : all) {
            free = Span.intersection(free, free(facility, wanted, within, except));
        }
        return FreeTimes.first(free, length, terms(facility, all.getFirst().resource()), settings.nextFree());
    }
}
