package io.yike.booking.timing.adapter;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.FindFreeTimes;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.AvailabilityApi;
import io.yike.contracts.booking.model.Availability;
import io.yike.contracts.booking.model.TimeWindow;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AvailabilityController implements AvailabilityApi {

    private static final Duration LONGEST = Duration.ofDays(100);

    private final Facilities facilities;
    private final Resources resources;
    private final FindFreeTimes findFreeTimes;

    AvailabilityController(Facilities facilities, Resources resources, FindFreeTimes findFreeTimes) {
        this.facilities = facilities;
        this.resources = resources;
        this.findFreeTimes = findFreeTimes;
    }

    @Override
    public ResponseEntity<Availability> getFreeTimes(
            OffsetDateTime from, OffsetDateTime until, UUID resourceId, Integer quantity) {
        Resource resource = resources.find(resourceId).orElseThrow(Refusals::notFound);
        Span within = Span.find(Times.named("from", from), Times.named("until", until))
                .orElseThrow(() -> Refusals.rule("range_empty", "The span ends before it begins", "until"));
        if (within.length().compareTo(LONGEST) > 0) {
            throw Refusals.rule("range_too_large", "The span is too long", "until");
        }
        Facility facility = facilities.find(resource.facilityId()).orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(new Availability(
                resourceId,
                facility.zone().getId(),
                findFreeTimes.free(facility, new FindFreeTimes.Wanted(resource, quantity), within).stream()
                        .map(span -> new TimeWindow(Words.time(span.start()), Words.time(span.end())))
                        .toList()));
    }
}
