package io.yike.webhook.delivering.adapter;

import io.yike.contracts.webhook.api.DeliveriesApi;
import io.yike.contracts.webhook.model.Attempt;
import io.yike.contracts.webhook.model.AttemptOutcome;
import io.yike.contracts.webhook.model.DeliveryRecord;
import io.yike.contracts.webhook.model.DeliveryRecordPage;
import io.yike.contracts.webhook.model.DeliveryRecordState;
import io.yike.contracts.webhook.model.DeliveryRecordWithAttempts;
import io.yike.contracts.webhook.model.EventHead;
import io.yike.contracts.webhook.model.Resend;
import io.yike.contracts.webhook.model.ResendRequest;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.webhook.delivering.DeliveryRecords;
import io.yike.webhook.delivering.DeliveryRecords.Entry;
import io.yike.webhook.delivering.DeliveryRecords.Filter;
import io.yike.webhook.delivering.ResendEvents;
import io.yike.webhook.delivering.ResendEvents.Outcome;
import io.yike.webhook.delivering.ResendEvents.Range;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.subscribing.Endpoints;
import io.yike.webhook.wire.Parties;
import io.yike.webhook.wire.Times;
import io.yike.webhook.wire.Words;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeliveriesController implements DeliveriesApi {

    private static final int LONGEST_LOG = 100;

    private final DeliveryRecords records;
    private final Endpoints endpoints;
    private final ResendEvents resendEvents;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    DeliveriesController(
            DeliveryRecords records,
            Endpoints endpoints,
            ResendEvents resendEvents,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.records = records;
        this.endpoints = endpoints;
        this.resendEvents = resendEvents;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<DeliveryRecordPage> listDeliveryRecords(
            @Nullable String party,
            @Nullable UUID endpointId,
            @Nullable List<String> types,
            @Nullable UUID subject,
            @Nullable DeliveryRecordState state,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until,
            @Nullable String cursor,
            Integer limit) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        List<Entry> found = records.list(new Filter(
                Parties.listed(caller, party),
                endpointId,
                chosen(types),
                subject,
                state == null ? null : state.getValue(),
                Times.namedOrNull("from", from),
                Times.namedOrNull("until", until),
                cursor == null ? null : Cursor.parse(cursor).id(),
                limit + 1));
        DeliveryRecordPage page = new DeliveryRecordPage(
                found.stream().limit(limit).map(DeliveriesController::wire).toList());
        if (found.size() > limit) {
            Entry last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<DeliveryRecordWithAttempts> getDeliveryRecord(UUID deliveryId) {
        Entry entry = visible(deliveryId);
        DeliveryRecord wire = wire(entry);
        return ResponseEntity.ok(new DeliveryRecordWithAttempts(
                        wire.getDeliveryId(),
                        wire.getEndpointId(),
                        wire.getParty(),
                        wire.getEvent(),
                        wire.getState(),
                        wire.getAttempts(),
                        wire.getCreatedAt(),
                        records.attempts(deliveryId, LONGEST_LOG).stream()
                                .map(DeliveriesController::attempt)
                                .toList())
                .nextAttemptAt(wire.getNextAttemptAt())
                .endedAt(wire.getEndedAt())
                .lastAttempt(wire.getLastAttempt()));
    }

    @Override
    public ResponseEntity<DeliveryRecord> resendDelivery(String idempotencyKey, UUID deliveryId) {
        Entry entry = visible(deliveryId);
        return idempotency.once("resendDelivery", idempotencyKey, deliveryId, DeliveryRecord.class, () -> {
            Outcome.Queued queued = queued(resendEvents.resend(entry.endpointId(), deliveryId));
            return records.find(deliveryId)
                    .map(again -> ResponseEntity.accepted().body(wire(again)))
                    .orElseThrow(() -> new IllegalStateException("no longer there: " + queued));
        });
    }

    @Override
    public ResponseEntity<Resend> resendEvents(String idempotencyKey, UUID endpointId, ResendRequest request) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        if (endpoints
                .find(endpointId)
                .filter(endpoint -> Parties.mayRead(caller, endpoint.party()))
                .isEmpty()) {
            throw new ProblemException(Problem.notFound());
        }
        Range range = range(request);
        return idempotency.once("resendEvents", idempotencyKey, List.of(endpointId, request), Resend.class, () -> {
            Outcome.Queued queued = queued(resendEvents.resend(endpointId, range));
            return ResponseEntity.accepted()
                    .body(new Resend(endpointId, queued.events()).lastAt(Words.timeOrNull(queued.lastAt())));
        });
    }

    private static Range range(ResendRequest request) {
        if (!request.getFrom().isBefore(request.getUntil())) {
            throw Parties.refused("range_empty", "The span ends before it begins", "until");
        }
        List<String> patterns = request.getTypes();
        Types types = patterns == null || patterns.isEmpty() ? Types.ALL : new Types(patterns);
        types.findUnknown().ifPresent(place -> {
            throw Parties.refused("unknown_event_type", "There is no such type of event", "types[" + place + "]");
        });
        return new Range(
                Times.named("from", request.getFrom()),
                Times.named("until", request.getUntil()),
                types,
                request.getSubject(),
                request.getInclude() == ResendRequest.IncludeEnum.ALL);
    }

    private static Outcome.Queued queued(Optional<Outcome> outcome) {
        return switch (outcome.orElseThrow(() -> new ProblemException(Problem.notFound()))) {
            case Outcome.Queued queued -> queued;
            case Outcome.Refused(ResendEvents.Why why) ->
                throw switch (why) {
                    case ENDPOINT_DISABLED ->
                        new ProblemException(Problem.conflict("endpoint_disabled", "The endpoint is disabled"));
                    case TOO_MANY_RESENDS ->
                        new ProblemException(
                                Problem.conflict("too_many_resends", "Too much is queued to be sent again"));
                    case RANGE_TOO_LARGE -> Parties.refused("range_too_large", "Too many events at once", "until");
                };
        };
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

    private Entry visible(UUID deliveryId) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        return records.find(deliveryId)
                .filter(entry -> Parties.mayRead(caller, entry.party()))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static DeliveryRecord wire(Entry entry) {
        DeliveryRecords.Attempt last = entry.last();
        return new DeliveryRecord(
                        entry.id(),
                        entry.endpointId(),
                        entry.party().toString(),
                        new EventHead(
                                entry.eventId(),
                                entry.type(),
                                entry.subject(),
                                entry.sequence(),
                                Words.time(entry.time())),
                        DeliveryRecordState.fromValue(entry.state()),
                        entry.attempts(),
                        Words.time(entry.createdAt()))
                .nextAttemptAt(Words.timeOrNull(entry.nextAt()))
                .endedAt(Words.timeOrNull(entry.endedAt()))
                .lastAttempt(last == null ? null : attempt(last));
    }

    private static Attempt attempt(DeliveryRecords.Attempt attempt) {
        return new Attempt(
                        attempt.number(),
                        Words.time(attempt.at()),
                        AttemptOutcome.fromValue(Words.word(attempt.outcome())),
                        attempt.latencyMillis())
                .status(attempt.status());
    }
}
