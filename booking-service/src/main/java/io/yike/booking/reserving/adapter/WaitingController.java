package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.WaitInLine;
import io.yike.booking.reserving.WaitInLine.Outcome;
import io.yike.booking.reserving.WaitingLists;
import io.yike.booking.reserving.domain.WaitingState;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.WaitingApi;
import io.yike.contracts.booking.model.NewWaiting;
import io.yike.contracts.booking.model.Waiting;
import io.yike.contracts.booking.model.WaitingPage;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WaitingController implements WaitingApi {

    private final WaitInLine waitInLine;
    private final WaitingLists lists;
    private final Facilities facilities;
    private final Resources resources;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    WaitingController(
            WaitInLine waitInLine,
            WaitingLists lists,
            Facilities facilities,
            Resources resources,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.waitInLine = waitInLine;
        this.lists = lists;
        this.facilities = facilities;
        this.resources = resources;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Waiting> joinWaitingList(String idempotencyKey, NewWaiting wanted) {
        UUID resident = resident();
        return idempotency.once("joinWaitingList", idempotencyKey, wanted, Waiting.class, () -> {
            Resource resource = resources
                    .find(wanted.getResourceId())
                    .orElseThrow(() -> Refusals.rule("resource_unknown", "There is no such thing here", "resourceId"));
            Span span = Span.find(Times.named("start", wanted.getStart()), Times.named("end", wanted.getEnd()))
                    .orElseThrow(() -> Refusals.rule("end_before_start", "It ends before it begins", "end"));
            return switch (waitInLine.join(
                    facilities.find(resource.facilityId()).orElseThrow(),
                    resource,
                    resident,
                    span,
                    Objects.requireNonNullElse(wanted.getQuantity(), 1))) {
                case Outcome.Waits(var waiting) ->
                    ResponseEntity.created(URI.create("/v1/waiting-list/" + waiting.id()))
                            .body(wire(waiting));
                case Outcome.Already() ->
                    throw Refusals.conflict("waiting_already", "You wait for that already", "resourceId");
                case Outcome.Never(var why) -> throw BookingRequests.refused(why, "");
                case Outcome.BadTime(var why) -> throw BookingWire.refused(why);
            };
        });
    }

    @Override
    public ResponseEntity<WaitingPage> listWaiting(@Nullable String cursor, Integer limit) {
        var found = lists.list(
                resident(), cursor == null ? null : Cursor.parse(cursor).id(), limit + 1);
        WaitingPage page = new WaitingPage(
                found.stream().limit(limit).map(WaitingController::wire).toList());
        if (found.size() > limit) {
            var last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<Waiting> leaveWaitingList(UUID waitingId) {
        UUID resident = resident();
        var waiting = lists.find(waitingId)
                .filter(it -> it.residentId().equals(resident))
                .orElseThrow(Refusals::notFound);
        return ResponseEntity.ok(wire(waitInLine
                .leave(waiting.id())
                .orElseThrow(() -> Refusals.conflict("not_waiting", "It has been offered, or you have left"))));
    }

    /// Who waits: the only resident that the caller acts for.
    private UUID resident() {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT);
        return caller.idsOf(Role.RESIDENT).stream()
                .flatMap(id -> BookingSight.id(id).stream())
                .findFirst()
                .filter(_ -> caller.idsOf(Role.RESIDENT).size() == 1)
                .orElseThrow(() -> new ProblemException(Problem.forbidden()));
    }

    private static Waiting wire(io.yike.booking.reserving.domain.Waiting waiting) {
        return new Waiting(
                        waiting.id(),
                        waiting.resourceId(),
                        waiting.residentId(),
                        Words.time(waiting.span().start()),
                        Words.time(waiting.span().end()),
                        waiting.quantity(),
                        io.yike.contracts.booking.model.WaitingState.fromValue(
                                waiting.state().word()),
                        Words.time(waiting.createdAt()))
                .bookingId(bookingId(waiting.state()));
    }

    private static @Nullable UUID bookingId(WaitingState state) {
        return switch (state) {
            case WaitingState.Offered(UUID bookingId) -> bookingId;
            case WaitingState.Taken(UUID bookingId) -> bookingId;
            case WaitingState.Lapsed(UUID bookingId) -> bookingId;
            case WaitingState.InLine _, WaitingState.Left _, WaitingState.Passed _ -> null;
        };
    }
}
