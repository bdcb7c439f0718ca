package io.yike.kit.event;

import io.yike.contracts.operations.api.DeadLettersApi;
import io.yike.contracts.operations.model.DeadLetterPage;
import io.yike.contracts.operations.model.DeadLetterState;
import io.yike.contracts.operations.model.DeadLetterSummary;
import io.yike.contracts.operations.model.Discard;
import io.yike.contracts.operations.model.Replays;
import io.yike.contracts.operations.model.Selection;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// The operator's door to the dead letters of this service.
@RestController
class DeadLettersController implements DeadLettersApi {

    private static final int DEFAULT_LIMIT = 100;

    private final DeadLetters deadLetters;
    private final CurrentCaller caller;
    private final String name;

    /// @param name of this service
    DeadLettersController(DeadLetters deadLetters, CurrentCaller caller, String name) {
        this.deadLetters = deadLetters;
        this.caller = caller;
        this.name = name;
    }

    @Override
    public ResponseEntity<DeadLetterPage> listDeadLetters(
            String service,
            @Nullable DeadLetterState state,
            @Nullable String type,
            @Nullable String subject,
            @Nullable OffsetDateTime diedFrom,
            @Nullable OffsetDateTime diedUntil,
            @Nullable String cursor,
            Integer limit) {
        operatorOf(service);
        List<DeadLetter> found = deadLetters.list(
                new DeadLetters.Filter(
                        state == null ? null : DeadLetters.State.valueOf(state.name()),
                        type,
                        subject,
                        instant(diedFrom),
                        instant(diedUntil)),
                cursor == null ? null : Cursor.parse(cursor),
                limit + 1);
        List<DeadLetter> page = found.size() > limit ? found.subList(0, limit) : found;
        DeadLetterPage answer =
                new DeadLetterPage(page.stream().map(this::summary).toList());
        if (found.size() > limit) {
            DeadLetter last = page.getLast();
            answer.nextCursor(new Cursor(last.diedAt(), last.id()).encode());
        }
        return ResponseEntity.ok(answer);
    }

    @Override
    public ResponseEntity<Replays> replayDeadLetters(String service, Selection selection) {
        String operator = operatorOf(service);
        DeadLetters.Filter filter = new DeadLetters.Filter(
                DeadLetters.State.OPEN,
                selection.getType(),
                selection.getSubject(),
                instant(selection.getDiedFrom()),
                instant(selection.getDiedUntil()));
        // A null that is written out asks for the default as well.
        int limit = Objects.requireNonNullElse(selection.getLimit(), DEFAULT_LIMIT);
        List<UUID> replayed = deadLetters.replayAll(filter, limit, operator);
        return ResponseEntity.ok(new Replays(replayed, deadLetters.count(filter)));
    }

    @Override
    public ResponseEntity<io.yike.contracts.operations.model.DeadLetter> getDeadLetter(
            String service, UUID deadLetterId) {
        operatorOf(service);
        return ResponseEntity.ok(
                wire(deadLetters.find(deadLetterId).orElseThrow(() -> new ProblemException(Problem.notFound()))));
    }

    @Override
    public ResponseEntity<io.yike.contracts.operations.model.DeadLetter> replayDeadLetter(
            String service, UUID deadLetterId) {
        String operator = operatorOf(service);
        return answer(deadLetters.replay(deadLetterId, operator));
    }

    @Override
    public ResponseEntity<io.yike.contracts.operations.model.DeadLetter> discardDeadLetter(
            String service, UUID deadLetterId, Discard discard) {
        String operator = operatorOf(service);
        return answer(deadLetters.discard(deadLetterId, discard.getReason(), operator));
    }

    /// @return the subject of the operator's token
    private String operatorOf(String service) {
        caller.get().require(Role.OPERATOR);
        if (!service.equals(name)) {
            throw new ProblemException(Problem.notFound());
        }
        return caller.get().subject();
    }

    private ResponseEntity<io.yike.contracts.operations.model.DeadLetter> answer(DeadLetters.Decision decision) {
        return switch (decision) {
            case DeadLetters.Decision.Done(DeadLetter deadLetter) -> ResponseEntity.ok(wire(deadLetter));
            case DeadLetters.Decision.Refused(DeadLetters.Why why) ->
                throw new ProblemException(
                        switch (why) {
                            case UNKNOWN -> Problem.notFound();
                            case DISCARDED -> Problem.conflict("dead_letter_discarded", "The dead letter is discarded");
                            case REPLAYED -> Problem.conflict("dead_letter_replayed", "The dead letter is replayed");
                            case UNREADABLE ->
                                Problem.unprocessable("dead_letter_unreadable", "The message is no event");
                        });
        };
    }

    private DeadLetterSummary summary(DeadLetter letter) {
        DeadLetterSummary summary =
                new DeadLetterSummary(letter.id(), name, state(letter.fate()), letter.error(), time(letter.diedAt()));
        summary.eventId(letter.eventId());
        summary.type(letter.type());
        summary.subject(letter.subject());
        return summary;
    }

    private io.yike.contracts.operations.model.DeadLetter wire(DeadLetter letter) {
        var wire = new io.yike.contracts.operations.model.DeadLetter(
                letter.id(), name, state(letter.fate()), letter.error(), time(letter.diedAt()), letter.message());
        wire.eventId(letter.eventId());
        wire.type(letter.type());
        wire.subject(letter.subject());
        switch (letter.fate()) {
            case DeadLetter.Fate.Open() -> {}
            case DeadLetter.Fate.Replayed(Instant at, String by) ->
                wire.decidedAt(time(at)).decidedBy(by);
            case DeadLetter.Fate.Discarded(Instant at, String by, String reason) ->
                wire.decidedAt(time(at)).decidedBy(by).reason(reason);
        }
        return wire;
    }

    private static DeadLetterState state(DeadLetter.Fate fate) {
        return switch (fate) {
            case DeadLetter.Fate.Open() -> DeadLetterState.OPEN;
            case DeadLetter.Fate.Replayed _ -> DeadLetterState.REPLAYED;
            case DeadLetter.Fate.Discarded _ -> DeadLetterState.DISCARDED;
        };
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
