package io.yike.booking.timing;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
        Map<UUID, Facility> known = new HashMap<>();
        List<Found> found = new ArrayList<>();
        Span begin = search.begin();
        for (Nearby.Match match :
                nearby.list(search.place(), search.kind(), search.features(), begin == null ? limit : CANDIDATES)) {
            if (found.size() == limit) {
                break;
            }
            Resource resource = resources.find(match.resourceId()).orElseThrow();
            Facility facility = known.computeIfAbsent(
                    resource.facilityId(), id -> facilities.find(id).orElseThrow());
            if (begin == null) {
                found.add(new Found(facility, resource, match.metres(), null));
            } else {
                free(facility, resource, search, begin)
                        .ifPresent(span -> found.add(new Found(facility, resource, match.metres(), span)));
            }
        }
        return found;
    }

    /// The first free span that begins, or has begun, while it is to begin, and is long enough from then on.
    private Optional<Span> free(Facility facility, Resource resource, Search search, Span begin) {
        Duration wished = search.length();
        Duration length = wished == null ? resource.profile().rules().min() : wished;
        return findFreeTimes
                .free(
                        facility,
                        new Wanted(resource, search.quantity()),
                        new Span(begin.start(), begin.end().plus(length)))
                .stream()
                .filter(span ->
                        span.start().isBefore(begin.end()) && span.length().compareTo(length) >= 0)
                .findFirst();
    }
}
