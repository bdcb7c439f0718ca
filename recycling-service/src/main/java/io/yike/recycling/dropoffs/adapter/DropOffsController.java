package io.yike.recycling.dropoffs.adapter;

import io.yike.contracts.recycling.api.DropOffsApi;
import io.yike.contracts.recycling.model.BinOpening;
import io.yike.contracts.recycling.model.DropOff;
import io.yike.contracts.recycling.model.EnteredCode;
import io.yike.contracts.recycling.model.HoldReason;
import io.yike.contracts.recycling.model.NewDropOff;
import io.yike.contracts.recycling.model.NewWeighIn;
import io.yike.contracts.recycling.model.WeighIn;
import io.yike.contracts.recycling.model.WeighInChange;
import io.yike.contracts.recycling.model.WeighInCorrection;
import io.yike.contracts.recycling.model.WeighInPage;
import io.yike.contracts.recycling.model.WeighInReview;
import io.yike.contracts.recycling.model.WeighInState;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.dropoffs.CorrectWeighIn;
import io.yike.recycling.dropoffs.DropOffs;
import io.yike.recycling.dropoffs.EnterCode;
import io.yike.recycling.dropoffs.OpenDropOff;
import io.yike.recycling.dropoffs.RecordWeighIn;
import io.yike.recycling.dropoffs.ReviewWeighIn;
import io.yike.recycling.dropoffs.WeighIns;
import io.yike.recycling.dropoffs.domain.DropOffState;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DropOffsController implements DropOffsApi {

    private final DropOffs dropOffs;
    private final WeighIns weighIns;
    private final Points points;
    private final OpenDropOff openDropOff;
    private final EnterCode enterCode;
    private final RecordWeighIn recordWeighIn;
    private final ReviewWeighIn reviewWeighIn;
    private final CorrectWeighIn correctWeighIn;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    DropOffsController(
            DropOffs dropOffs,
            WeighIns weighIns,
            Points points,
            OpenDropOff openDropOff,
            EnterCode enterCode,
            RecordWeighIn recordWeighIn,
            ReviewWeighIn reviewWeighIn,
            CorrectWeighIn correctWeighIn,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.dropOffs = dropOffs;
        this.weighIns = weighIns;
        this.points = points;
        this.openDropOff = openDropOff;
        this.enterCode = enterCode;
        this.recordWeighIn = recordWeighIn;
        this.reviewWeighIn = reviewWeighIn;
        this.correctWeighIn = correctWeighIn;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<DropOff> openDropOff(String idempotencyKey, NewDropOff request) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT);
        return idempotency.once("openDropOff", idempotencyKey, request, DropOff.class, () -> {
            Set<UUID> residents = Access.ids(caller, Role.RESIDENT);
            if (residents.size() != 1) {
                throw Wire.rule("resident_required", "The token is not of exactly one resident", "Authorization");
            }
            var outcome = openDropOff.open(
                    residents.iterator().next(), request.getPointId(), Wire.material(request.getMaterial()));
            return switch (outcome) {
                case OpenDropOff.Outcome.Opened(var dropOff) ->
                    ResponseEntity.created(URI.create("/v1/drop-offs/" + dropOff.id()))
                            .body(answer(dropOff, caller));
                case OpenDropOff.Outcome.Refused(OpenDropOff.Reason reason) -> throw refusal(reason);
            };
        });
    }

    private static ProblemException refusal(OpenDropOff.Reason reason) {
        return switch (reason) {
            case POINT_UNKNOWN -> Wire.rule(Wire.word(reason), "No such point", "pointId");
            case MATERIAL_UNKNOWN -> Wire.rule(Wire.word(reason), "The point does not take this material", "material");
            case POINT_CLOSED -> Wire.conflict(Wire.word(reason), "The point is closed now");
            case BIN_WITHOUT_DEVICE -> Wire.conflict(Wire.word(reason), "Nothing can open or weigh at this bin");
            case MATERIAL_NOT_PRICED -> Wire.conflict(Wire.word(reason), "The material has no price");
            case DROP_OFF_UNDER_WAY -> Wire.conflict(Wire.word(reason), "Another drop-off is under way");
        };
    }

    private static ProblemException refusal(RecordWeighIn.Reason reason) {
        return switch (reason) {
            case DEVICE_RETIRED -> retired();
            case DROP_OFF_UNKNOWN -> Wire.rule(Wire.word(reason), "No such drop-off at this bin", "dropOffId");
            case DROP_OFF_NOT_OPENED -> Wire.conflict(Wire.word(reason), "No code was entered for it");
            case DROP_OFF_WEIGHED -> Wire.conflict(Wire.word(reason), "It was weighed already");
            case WEIGHED_TOO_EARLY -> Wire.rule(Wire.word(reason), "Weighed before the bin was opened", "weighedAt");
            case WEIGHED_IN_FUTURE -> Wire.rule(Wire.word(reason), "Weighed in the future", "weighedAt");
        };
    }

    @Override
    public ResponseEntity<DropOff> getDropOff(UUID dropOffId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        var dropOff = dropOffs.find(dropOffId)
                .filter(it -> caller.has(Role.OPERATOR) || caller.is(Role.RESIDENT, it.residentId()))
                .orElseThrow(Access::notFound);
        return ResponseEntity.ok(answer(dropOff, caller));
    }

    @Override
    public ResponseEntity<BinOpening> enterCode(UUID deviceId, EnteredCode entered) {
        Access.requireDevice(currentCaller.get(), deviceId);
        return switch (enterCode.enter(deviceId, entered.getCode())) {
            case EnterCode.Outcome.Opened(var dropOff) ->
                ResponseEntity.ok(new BinOpening(
                        dropOff.id(),
                        Wire.material(points.getBin(dropOff.binId()).material()),
                        Wire.time(dropOff.expiresAt())));
            case EnterCode.Outcome.WrongCode _ -> throw Wire.rule("wrong_code", "The code opens nothing here", "code");
            case EnterCode.Outcome.Locked _ -> throw Wire.conflict("code_locked", "Too many wrong codes");
            case EnterCode.Outcome.Retired _ -> throw retired();
            case EnterCode.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    private static ProblemException retired() {
        return Wire.conflict("device_retired", "Another device is in the bin now");
    }

    @Override
    public ResponseEntity<WeighIn> weighIn(String idempotencyKey, UUID deviceId, NewWeighIn request) {
        Access.requireDevice(currentCaller.get(), deviceId);
        return idempotency.once(
                "weighIn", idempotencyKey, Map.of("deviceId", deviceId, "request", request), WeighIn.class, () -> {
                    List<String> barcodes = request.getBarcodes() == null ? List.of() : request.getBarcodes();
                    var outcome = recordWeighIn.record(
                            deviceId,
                            new RecordWeighIn.Weighed(
                                    request.getDropOffId(),
                                    request.getWeightGrams(),
                                    barcodes,
                                    request.getWeighedAt().toInstant()));
                    return switch (outcome) {
                        case RecordWeighIn.Outcome.Recorded(var weighIn) ->
                            ResponseEntity.created(URI.create("/v1/weigh-ins/" + weighIn.id()))
                                    .body(answer(weighIn));
                        case RecordWeighIn.Outcome.UnknownDevice _ -> throw Access.notFound();
                        case RecordWeighIn.Outcome.Refused(RecordWeighIn.Reason reason) -> throw refusal(reason);
                    };
                });
    }

    @Override
    public ResponseEntity<WeighInPage> listWeighIns(
            @Nullable WeighInState state, @Nullable String cursor, @Nullable Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        Set<UUID> residents = caller.has(Role.OPERATOR) ? null : Access.ids(caller, Role.RESIDENT);
        var wanted = state == null
                ? null
                : Wire.constant(io.yike.recycling.dropoffs.domain.WeighInState.class, state.getValue());
        var page = Page.of(
                limit,
                size -> weighIns.list(residents, wanted, Page.after(cursor), size),
                weighIn -> new Cursor(weighIn.recordedAt(), weighIn.id()));
        return ResponseEntity.ok(new WeighInPage(
                        page.items().stream().map(DropOffsController::answer).toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<WeighIn> getWeighIn(UUID weighInId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        return ResponseEntity.ok(answer(weighIns.find(weighInId)
                .filter(it -> caller.has(Role.OPERATOR) || caller.is(Role.RESIDENT, it.residentId()))
                .orElseThrow(Access::notFound)));
    }

    @Override
    public ResponseEntity<WeighIn> correctWeighIn(String idempotencyKey, UUID weighInId, WeighInCorrection request) {
        Caller caller = currentCaller.get();
        caller.require(Role.OPERATOR);
        return idempotency.once(
                "correctWeighIn",
                idempotencyKey,
                Map.of("weighInId", weighInId, "request", request),
                WeighIn.class,
                () -> switch (correctWeighIn.correct(
                        weighInId,
                        request.getWeightGrams(),
                        Stripped.text(request.getReason(), "reason"),
                        caller.subject())) {
                    case CorrectWeighIn.Outcome.Corrected(var weighIn) -> ResponseEntity.ok(answer(weighIn));
                    case CorrectWeighIn.Outcome.Held _ -> throw Wire.conflict("weigh_in_held", "Review it first");
                    case CorrectWeighIn.Outcome.Refused _ ->
                        throw Wire.conflict("weigh_in_refused", "Nothing was credited");
                    case CorrectWeighIn.Outcome.Spent _ ->
                        throw Wire.conflict("credit_spent", "The credit is spent already");
                    case CorrectWeighIn.Outcome.Unknown _ -> throw Access.notFound();
                });
    }

    @Override
    public ResponseEntity<WeighIn> reviewWeighIn(UUID weighInId, WeighInReview request) {
        Caller caller = currentCaller.get();
        caller.require(Role.OPERATOR);
        boolean release = request.getDecision() == WeighInReview.DecisionEnum.RELEASE;
        return switch (reviewWeighIn.review(
                weighInId, release, Stripped.text(request.getReason(), "reason"), caller.subject())) {
            case ReviewWeighIn.Outcome.Reviewed(var weighIn) -> ResponseEntity.ok(answer(weighIn));
            case ReviewWeighIn.Outcome.NeverHeld _ -> throw Wire.conflict("weigh_in_not_held", "It was never held");
            case ReviewWeighIn.Outcome.ReviewedOtherwise _ ->
                throw Wire.conflict("weigh_in_reviewed", "It was decided already");
            case ReviewWeighIn.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    private DropOff answer(io.yike.recycling.dropoffs.domain.DropOff dropOff, Caller caller) {
        Bin bin = points.getBin(dropOff.binId());
        DropOff answer = new DropOff(
                dropOff.id(),
                dropOff.residentId(),
                bin.pointId(),
                Wire.material(bin.material()),
                DropOff.StateEnum.fromValue(dropOff.state().code()),
                Wire.time(dropOff.createdAt()),
                Wire.time(dropOff.expiresAt()));
        if (dropOff.state() instanceof DropOffState.Awaiting && caller.is(Role.RESIDENT, dropOff.residentId())) {
            answer.code(dropOff.code());
        }
        return answer;
    }

    private static WeighIn answer(io.yike.recycling.dropoffs.domain.WeighIn weighIn) {
        return new WeighIn(
                weighIn.id(),
                weighIn.dropOffId(),
                weighIn.residentId(),
                weighIn.pointId(),
                Wire.material(weighIn.material()),
                weighIn.weightGrams(),
                Wire.money(weighIn.perKilogram()),
                Wire.money(weighIn.credited()),
                WeighInState.fromValue(Wire.word(weighIn.state())),
                weighIn.reasons().stream()
                        .sorted()
                        .map(reason -> HoldReason.fromValue(Wire.word(reason)))
                        .toList(),
                Wire.time(weighIn.weighedAt()),
                Wire.time(weighIn.recordedAt()),
                weighIn.changes().stream()
                        .map(change -> new WeighInChange(
                                change.id(),
                                change.weightBefore(),
                                change.weightAfter(),
                                Wire.money(change.creditedBefore()),
                                Wire.money(change.creditedAfter()),
                                change.reason(),
                                Wire.time(change.at())))
                        .toList());
    }
}
