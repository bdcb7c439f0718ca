package io.yike.webhook.publishing.adapter;

import io.yike.contracts.webhook.api.EventsApi;
import io.yike.contracts.webhook.model.Event;
import io.yike.contracts.webhook.model.EventPage;
import io.yike.contracts.webhook.model.EventType;
import io.yike.contracts.webhook.model.EventTypeList;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.webhook.publishing.EventLog;
import io.yike.webhook.publishing.EventLog.Question;
import io.yike.webhook.publishing.FeedNews;
import io.yike.webhook.publishing.domain.FeedPage;
import io.yike.webhook.publishing.domain.FeedPage.Seen;
import io.yike.webhook.publishing.domain.FieldSight;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.wire.Parties;
import io.yike.webhook.wire.Times;
import io.yike.webhook.wire.Words;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EventsController implements EventsApi {

    private final EventLog log;
    private final FeedNews news;
    private final CurrentCaller currentCaller;

    EventsController(EventLog log, FeedNews news, CurrentCaller currentCaller) {
        this.log = log;
        this.news = news;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<EventTypeList> listEventTypes() {
        Parties.requireRole(currentCaller.get());
        return ResponseEntity.ok(new EventTypeList(Arrays.stream(io.yike.webhook.publishing.domain.EventType.values())
                .filter(type -> !type.toldTo().isEmpty())
                .sorted(Comparator.comparing(io.yike.webhook.publishing.domain.EventType::wire))
                .map(type -> new EventType(type.wire(), type.toldTo()))
                .toList()));
    }

    @Override
    public ResponseEntity<EventPage> listEvents(
            @Nullable String party,
            @Nullable String cursor,
            Integer limit,
            @Nullable List<String> types,
            @Nullable UUID subject,
            @Nullable OffsetDateTime from,
            Integer waitSeconds) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        Party reader = Parties.reader(caller, party);
        Types chosen = chosen(types);
        long after = after(reader, cursor, from);
        long until = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
        while (true) {
            long heard = news.heard();
            FeedPage page = log.page(new Question(reader, after, chosen, subject, limit));
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!page.events().isEmpty() || page.more() || !left.isPositive()) {
                return ResponseEntity.ok(wire(page, reader));
            }
            after = page.next();
            await(heard, left);
        }
    }

    private void await(long heard, Duration left) {
        try {
            news.await(heard, left);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.unavailable(Duration.ofSeconds(1)));
        }
    }

    /// A cursor from before the floor may have missed what was forgotten; one beyond the head is of a database that has
    /// since been put back to an earlier state.
    private long after(Party reader, @Nullable String cursor, @Nullable OffsetDateTime from) {
        if (cursor == null) {
            return from == null ? 0 : log.before(reader, Times.named("from", from));
        }
        long after = FeedCursor.parse(reader, cursor);
        EventLog.Feed feed = log.feed();
        if (after < feed.floor() || after > feed.head()) {
            throw new ProblemException(new Problem(
                    410,
                    "cursor_expired",
                    "The cursor is from before the events that are kept",
                    null,
                    List.of(),
                    null));
        }
        return after;
    }

    @Override
    public ResponseEntity<Event> getEvent(UUID eventId, @Nullable String party) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        return log.find(eventId, Parties.reader(caller, party))
                .map(seen -> ResponseEntity.ok(wire(seen)))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static Types chosen(@Nullable List<String> patterns) {
        if (patterns == null || patterns.isEmpty()) {
            return Types.ALL;
        }
        Types types = new Types(patterns);
        types.findUnknown().ifPresent(place -> {
            throw Parties.unknownType(place);
        });
        return types;
    }

    private static EventPage wire(FeedPage page, Party reader) {
        return new EventPage(
                page.events().stream().map(EventsController::wire).toList(),
                FeedCursor.encode(reader, page.next()),
                page.more());
    }

    private static Event wire(Seen seen) {
        PublicEvent event = seen.event();
        return new Event(
                Event.SpecversionEnum._1_0,
                event.id(),
                event.type(),
                event.source(),
                event.subject(),
                event.sequence(),
                Words.time(event.time()),
                Event.DatacontenttypeEnum.APPLICATION_JSON,
                FieldSight.project(event.data(), seen.sight()));
    }
}
