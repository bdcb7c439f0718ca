package io.yike.booking.timing.adapter;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.timing.Nearby;
import io.yike.booking.timing.SearchResources;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.AvailabilityApi;
import io.yike.contracts.booking.model.Availability;
import io.yike.contracts.booking.model.Found;
import io.yike.contracts.booking.model.FoundList;
import io.yike.contracts.booking.model.GeoPoint;
import io.yike.contracts.booking.model.ResourceKind;
import io.yike.contracts.booking.model.TimeWindow;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AvailabilityController implements AvailabilityApi {

    private static final Duration LONGEST = Duration.ofDays(100);
    private static final Duration LONGEST_SEARCH = Duration.ofDays(14);

    private final Facilities facilities;
    private final Resources resources;
    private final FindFreeTimes findFreeTimes;
    private final SearchResources searchResources;

    AvailabilityController(
            Facilities facilities, Resources resources, FindFreeTimes findFreeTimes, SearchResources searchResources) {
        this.facilities = facilities;
        this.resources = resources;
        this.findFreeTimes = findFreeTimes;
        this.searchResources = searchResources;
    }

    @Override
    public ResponseEntity<FoundList> searchResources(
            @Nullable Double lat,
            @Nullable Double lng,
            io.yike.contracts.booking.model.Datum datum,
            Integer withinMetres,
            @Nullable ResourceKind kind,
            @Nullable List<String> feature,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable Integer minutes,
            Integer quantity,
            Integer limit) {
        if ((lat == null) != (lng == null)) {
            throw new ProblemException(Problem.malformed(lat == null ? "lat" : "lng", "required", "is missing"));
        }
        if ((from == null) != (until == null)) {
            throw new ProblemException(Problem.malformed(from == null ? "from" : "until", "required", "is missing"));
        }
        var search = new SearchResources.Search(
                lat == null || lng == null ? null : place(lat, lng, datum, withinMetres),
                kind == null ? null : Words.constant(Kind.class, kind.getValue()),
                feature == null ? Set.of() : Set.copyOf(feature),
                from == null || until == null ? null : span(from, until, LONGEST_SEARCH),
                minutes == null ? null : Duration.ofMinutes(minutes),
                quantity);
        return ResponseEntity.ok(new FoundList(searchResources.search(search, limit).stream()
                .map(AvailabilityController::wire)
                .toList()));
    }

    private static Nearby.Place place(
            double lat, double lng, io.yike.contracts.booking.model.Datum datum, int withinMetres) {
        Coordinate point = Words.constant(Datum.class, datum.getValue()).toWgs84(lat, lng);
        return new Nearby.Place(point.latitude(), point.longitude(), withinMetres);
    }

    private static Span span(OffsetDateTime from, OffsetDateTime until, Duration longest) {
        Span within = Span.find(Times.named("from", from), Times.named("until", until))
                .orElseThrow(() -> Refusals.rule("range_empty", "The span ends before it begins", "until"));
        if (within.length().compareTo(longest) > 0) {
            throw Refusals.rule("range_too_large", "The span is too long", "until");
        }
        return within;
    }

    private static Found wire(SearchResources.Found found) {
        Span free = found.free();
        return new Found(
                        found.resource().id(),
                        found.facility().id(),
                        found.facility().name(),
                        new GeoPoint(found.facility().lat(), found.facility().lng()).datum(GeoPoint.DatumEnum.WGS84),
                        ResourceKind.fromValue(Words.word(found.resource().kind())),
                        found.resource().profile().name(),
                        found.resource().profile().features())
                .distanceMetres(found.metres())
                .free(free == null ? null : new TimeWindow(Words.time(free.start()), Words.time(free.end())));
    }

    @Override
    public ResponseEntity<Availability> getFreeTimes(
            OffsetDateTime from, OffsetDateTime until, UUID resourceId, Integer quantity) {
        Resource resource = resources.find(resourceId).orElseThrow(Refusals::notFound);
        Span within = span(from, until, LONGEST);
        Facility facility = facilities.find(resource.facilityId()).orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(new Availability(
                resourceId,
                facility.zone().getId(),
                findFreeTimes.free(facility, new FindFreeTimes.Wanted(resource, quantity), within).stream()
                        .map(span -> new TimeWindow(Words.time(span.start()), Words.time(span.end())))
                        .toList()));
    }
}
