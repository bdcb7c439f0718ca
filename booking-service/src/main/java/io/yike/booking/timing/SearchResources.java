package io.yike.booking.timing;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes.Times;
import io.yike.booking.timing.domain.FreeTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Finds what is shared near a place, and free when it is wanted.
@Component
public class SearchResources {

    /// So many that match by place, kind and features are looked at.
    private static final int CANDIDATES = 200;

    private final Nearby nearby;
    private final Facilities facilities;
    private final Resources resources;
    private final FindFreeTimes findFreeTimes;

    SearchResources(Nearby nearby, Facilities facilities, Resources resources, FindFreeTimes findFreeTimes) {
        this.nearby = nearby;
        this.facilities = facilities;
        this.resources = resources;
        this.findFreeTimes = findFreeTimes;
    }

    /// What is looked for.
    ///
    /// @param begin when it is to begin; null for whenever
    /// @param length null for the shortest for which it may be booked
    public record Search(
            Nearby.@Nullable Place place,
            @Nullable Kind kind,
            Set<String> features,
            @Nullable Span begin,
            @Nullable Duration length,
            int quantity) {}

    /// What was found.
    ///
    /// @param free when it can be had; null if nobody asked
    public record Found(
            Facility facility,
            Resource resource,
            @Nullable Integer metres,
            @Nullable Span free) {}

    @Transactional(readOnly = true)
    public List<Found> search(Search search, int limit) {
        Span begin = search.begin();
        List<Nearby.Match> matches =
                nearby.list(search.place(), search.kind(), search.features(), begin == null ? limit : CANDIDATES);
        Set<UUID> matching = matches.stream().map(Nearby.Match::resourceId).collect(Collectors.toSet());
        Map<UUID, House> houses = new HashMap<>();
        List<Found> found = new ArrayList<>();
        for (Nearby.Match match : matches) {
            if (found.size() == limit) {
                break;
            }
            House house = houses.computeIfAbsent(match.facilityId(), id -> house(id, matching, search));
            Resource resource = Objects.requireNonNull(house.resources().get(match.resourceId()));
            if (begin == null) {
                found.add(new Found(house.facility(), resource, match.metres(), null));
            } else {
                Times times = Objects.requireNonNull(house.times().get(resource.id()));
                first(times, begin, search.length())
                        .ifPresent(free -> found.add(new Found(house.facility(), resource, match.metres(), free)));
            }
        }
        return found;
    }

    /// A facility at which something matches, read with as many queries as for one match.
    ///
    /// @param times of what matches; empty if nobody asked
    private record House(Facility facility, Map<UUID, Resource> resources, Map<UUID, Times> times) {}

    private House house(UUID facilityId, Set<UUID> matching, Search search) {
        Facility facility = facilities.find(facilityId).orElseThrow();
        List<Resource> all = resources.list(facilityId);
        List<Resource> some = all.stream()
                .filter(resource -> matching.contains(resource.id()))
                .toList();
        Span begin = search.begin();
        return new House(
                facility,
                some.stream().collect(Collectors.toMap(Resource::id, Function.identity())),
                begin == null
                        ? Map.of()
                        : findFreeTimes.of(
                                facility,
                                all,
                                some,
                                search.quantity(),
                                new Span(begin.start(), begin.end().plus(longest(some, search.length())))));
    }

    private static Duration longest(List<Resource> some, @Nullable Duration wished) {
        return some.stream()
                .map(resource -> resource.profile().rules())
                .map(rules -> wished == null || wished.compareTo(rules.min()) < 0
                        ? rules.overnight() ? rules.max() : rules.min()
                        : wished.plus(rules.step()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// The first free span with room for a booking that begins while it is to begin.
    private static Optional<Span> first(Times times, Span begin, @Nullable Duration length) {
        return times.free().stream()
                .filter(span -> FreeTimes.firstIn(span, length, times.terms())
                        .filter(first -> first.start().isBefore(begin.end()))
                        .isPresent())
                .findFirst();
    }
}
