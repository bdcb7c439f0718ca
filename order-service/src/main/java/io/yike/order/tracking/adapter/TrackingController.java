package io.yike.order.tracking.adapter;

import io.yike.contracts.order.api.TrackingApi;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.Timeline;
import io.yike.contracts.order.model.TimelineEntry;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.tracking.OrderSight;
import io.yike.order.tracking.OrderSight.Sight;
import io.yike.order.tracking.RoutingRecords;
import io.yike.order.tracking.domain.Excerpt;
import io.yike.order.wire.Buyers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class TrackingController implements TrackingApi {

    private static final Problem TOO_MANY_STREAMS = new Problem(
            429, "too_many_streams", "Too many timelines are watched at once", null, List.of(), Duration.ofSeconds(10));

    private final io.yike.order.tracking.Timeline timeline;
    private final RoutingRecords routing;
    private final TimelineStreams streams;
    private final OrderSight orderSight;
    private final CurrentCaller currentCaller;

    TrackingController(
            io.yike.order.tracking.Timeline timeline,
            RoutingRecords routing,
            TimelineStreams streams,
            OrderSight orderSight,
            CurrentCaller currentCaller) {
        this.timeline = timeline;
        this.routing = routing;
        this.streams = streams;
        this.orderSight = orderSight;
        this.currentCaller = currentCaller;
    }

    /// The stored timeline. The contract's one operation has two media types; the stream has a method of its own.
    @Override
    @GetMapping(value = PATH_LIST_ORDER_EVENTS, produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Timeline> listOrderEvents(
            UUID orderId, @Nullable String cursor, Integer limit, @Nullable Long lastEventID) {
        Caller caller = currentCaller.get();
        Sight sight = sight(orderId, caller);
        long after = cursor == null ? 0 : TimelineCursor.parse(cursor);
        List<TimelineEntry> items = timeline.list(orderId, excerpt(sight, caller), after, limit).stream()
                .map(entry -> TrackingViews.entry(entry, sight))
                .toList();
        Timeline answer = new Timeline(items);
        if (!items.isEmpty()) {
            answer.nextCursor(TimelineCursor.encode(items.getLast().getSequence()));
        }
        return ResponseEntity.ok(answer);
    }

    @GetMapping(value = PATH_LIST_ORDER_EVENTS, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter streamOrderEvents(
            @PathVariable("orderId") UUID orderId,
            @RequestHeader(value = "Last-Event-ID", required = false) @Nullable Long lastEventId) {
        Caller caller = currentCaller.get();
        Sight sight = sight(orderId, caller);
        if (lastEventId != null && lastEventId < 0) {
            throw new ProblemException(Problem.malformed("Last-Event-ID", "out_of_range", "must be at least 0"));
        }
        return streams.open(
                        caller.subject(),
                        orderId,
                        excerpt(sight, caller),
                        () -> orderSight.of(orderId, caller),
                        currentCaller.expiresAt(),
                        lastEventId == null ? 0 : lastEventId)
                .orElseThrow(() -> new ProblemException(TOO_MANY_STREAMS));
    }

    @Override
    public ResponseEntity<Routing> getOrderRouting(UUID orderId) {
        if (sight(orderId, currentCaller.get()) != Sight.EVERYTHING) {
            throw new ProblemException(Problem.notFound());
        }
        return ResponseEntity.ok(TrackingViews.routing(routing.get(orderId)));
    }

    private Sight sight(UUID orderId, Caller caller) {
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.OPERATOR);
        Sight sight = orderSight.of(orderId, caller);
        if (sight == Sight.NOTHING) {
            throw new ProblemException(Problem.notFound());
        }
        return sight;
    }

    private static Excerpt excerpt(Sight sight, Caller caller) {
        return sight == Sight.EVERYTHING ? new Excerpt.Whole() : new Excerpt.OfStores(Buyers.ids(caller, Role.STORE));
    }
}
