package io.yike.order.erasing.adapter;

import io.yike.contracts.order.api.PrivacyApi;
import io.yike.contracts.order.model.Erasure;
import io.yike.contracts.order.model.ErasureAtService;
import io.yike.contracts.order.model.ErasureRequest;
import io.yike.contracts.order.model.RecipientReading;
import io.yike.contracts.order.model.RecipientReadingPage;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.order.erasing.EraseResident;
import io.yike.order.erasing.Erasures;
import io.yike.order.erasing.RecipientReadings;
import io.yike.order.erasing.domain.Decision;
import io.yike.order.wire.Wire;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PrivacyController implements PrivacyApi {

    private static final String UNDER_WAY = "orders_under_way";

    private final EraseResident eraseResident;
    private final Erasures erasures;
    private final RecipientReadings readings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    PrivacyController(
            EraseResident eraseResident,
            Erasures erasures,
            RecipientReadings readings,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.eraseResident = eraseResident;
        this.erasures = erasures;
        this.readings = readings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Erasure> eraseResident(String idempotencyKey, ErasureRequest request) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        UUID residentId = request.getResidentId();
        if (!concerns(residentId, caller)) {
            throw Wire.refused("resident_unknown", "No such resident", "residentId");
        }
        return idempotency.once(
                "eraseResident", idempotencyKey, request, Erasure.class, () -> switch (eraseResident.erase(
                        residentId)) {
                    case Decision.Begun(var erasure) ->
                        ResponseEntity.created(URI.create("/v1/erasures/" + erasure.id()))
                                .body(view(erasure));
                    case Decision.OrdersUnderWay() ->
                        throw new ProblemException(Problem.conflict(
                                UNDER_WAY,
                                "Orders of the resident are under way",
                                new FieldProblem("residentId", UNDER_WAY, null)));
                });
    }

    @Override
    public ResponseEntity<Erasure> getErasure(UUID erasureId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        return erasures.find(erasureId)
                .filter(erasure -> concerns(erasure.residentId(), caller))
                .map(erasure -> ResponseEntity.ok(view(erasure)))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    @Override
    public ResponseEntity<RecipientReadingPage> listRecipientReadings(
            @Nullable UUID orderId, @Nullable UUID residentId, @Nullable String cursor, Integer limit) {
        currentCaller.get().require(Role.OPERATOR);
        List<RecipientReadings.Reading> found =
                readings.list(orderId, residentId, cursor == null ? null : Cursor.parse(cursor), limit + 1);
        List<RecipientReadings.Reading> page = found.size() > limit ? found.subList(0, limit) : found;
        RecipientReadingPage answer = new RecipientReadingPage(page.stream()
                .map(reading -> new RecipientReading(reading.orderId(), reading.reader(), Wire.time(reading.readAt())))
                .toList());
        if (found.size() > limit) {
            RecipientReadings.Reading last = page.getLast();
            answer.nextCursor(new Cursor(last.readAt(), last.id()).encode());
        }
        return ResponseEntity.ok(answer);
    }

    private static boolean concerns(UUID residentId, Caller caller) {
        return caller.has(Role.OPERATOR) || caller.is(Role.RESIDENT, residentId);
    }

    private static Erasure view(io.yike.order.erasing.domain.Erasure erasure) {
        List<ErasureAtService> services = io.yike.order.erasing.domain.Erasure.SERVICES.stream()
                .map(service -> at(service, erasure.forgottenAt().get(service)))
                .toList();
        return new Erasure(
                erasure.id(),
                erasure.residentId(),
                erasure.isDone() ? Erasure.StateEnum.DONE : Erasure.StateEnum.UNDER_WAY,
                Wire.time(erasure.requestedAt()),
                services);
    }

    private static ErasureAtService at(String service, @Nullable Instant forgottenAt) {
        return forgottenAt == null
                ? new ErasureAtService(service, ErasureAtService.StateEnum.PENDING)
                : new ErasureAtService(service, ErasureAtService.StateEnum.FORGOTTEN)
                        .forgottenAt(Wire.time(forgottenAt));
    }
}
