package io.yike.booking.stowing.adapter;

import io.yike.booking.keeping.Facilities;
import io.yike.booking.stowing.CellHolds;
import io.yike.booking.stowing.Cells;
import io.yike.booking.stowing.ChangeCellHold;
import io.yike.booking.stowing.HoldCell;
import io.yike.booking.stowing.KeepCells;
import io.yike.booking.stowing.OpenCell;
import io.yike.booking.stowing.OpenCell.Answer;
import io.yike.booking.stowing.OpenCell.Remote;
import io.yike.booking.stowing.domain.CellDecision;
import io.yike.booking.stowing.domain.CellHoldState;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.CellsApi;
import io.yike.contracts.booking.model.Cell;
import io.yike.contracts.booking.model.CellCode;
import io.yike.contracts.booking.model.CellEdit;
import io.yike.contracts.booking.model.CellHold;
import io.yike.contracts.booking.model.CellHoldPage;
import io.yike.contracts.booking.model.CellList;
import io.yike.contracts.booking.model.CellOpening;
import io.yike.contracts.booking.model.CellOpeningWish;
import io.yike.contracts.booking.model.CellSize;
import io.yike.contracts.booking.model.CellUse;
import io.yike.contracts.booking.model.GeoPoint;
import io.yike.contracts.booking.model.NewCell;
import io.yike.contracts.booking.model.NewParcel;
import io.yike.contracts.booking.model.OpeningTry;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CellsController implements CellsApi {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Facilities facilities;
    private final Cells cells;
    private final CellHolds holds;
    private final KeepCells keepCells;
    private final HoldCell holdCell;
    private final OpenCell openCell;
    private final ChangeCellHold changeCellHold;
    private final CellSight sight;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    CellsController(
            Facilities facilities,
            Cells cells,
            CellHolds holds,
            KeepCells keepCells,
            HoldCell holdCell,
            OpenCell openCell,
            ChangeCellHold changeCellHold,
            CellSight sight,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.facilities = facilities;
        this.cells = cells;
        this.holds = holds;
        this.keepCells = keepCells;
        this.holdCell = holdCell;
        this.openCell = openCell;
        this.changeCellHold = changeCellHold;
        this.sight = sight;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Cell> createCell(String idempotencyKey, UUID facilityId, NewCell wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        Refusals.requireKeeper(caller, facilityId);
        requireFacility(facilityId);
        return idempotency.once(
                "createCell",
                idempotencyKey,
                List.of(facilityId, wanted),
                Cell.class,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(keepCells
                                .create(
                                        facilityId,
                                        wanted.getLabel(),
                                        size(wanted.getSize()),
                                        wanted.getLockId(),
                                        wanted.getOfflineCode())
                                .map(CellsController::wire)
                                .orElseThrow(() -> Refusals.conflict(
                                        "cell_label_taken", "Another cell has this on its door", "label"))));
    }

    private void requireFacility(UUID facilityId) {
        if (facilities.find(facilityId).isEmpty()) {
            throw Refusals.notFound();
        }
    }

    @Override
    public ResponseEntity<CellList> listCells(UUID facilityId) {
        requireFacility(facilityId);
        return ResponseEntity.ok(new CellList(
                cells.list(facilityId).stream().map(CellsController::wire).toList()));
    }

    @Override
    public ResponseEntity<Cell> editCell(UUID cellId, CellEdit edit) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        var former = cells.find(cellId).orElseThrow(Refusals::notFound);
        Refusals.requireKeeper(caller, former.facilityId());
        return ResponseEntity.ok(
                wire(keepCells.edit(former, edit.getLockId(), edit.getOfflineCode(), edit.getRetired())));
    }

    /// A keypad that did not hear the answer asks again with the same key: the code is dead by then, but the answer is
    /// the same.
    @Override
    public ResponseEntity<CellOpening> openCellByCode(String idempotencyKey, UUID facilityId, OpeningTry opening) {
        Caller caller = currentCaller.get();
        caller.require(Role.DEVICE);
        if (!caller.is("facility", facilityId)) {
            throw Refusals.notFound();
        }
        requireFacility(facilityId);
        if (!openCell.mayTry(facilityId, opening.getCode())) {
            throw Refusals.conflict("door_locked", "Too many wrong codes");
        }
        return idempotency.once(
                "openCellByCode",
                idempotencyKey,
                List.of(facilityId, opening),
                CellOpening.class,
                () -> switch (openCell.byCode(facilityId, opening.getCode())) {
                    case Answer.Open(var hold, var use) -> ResponseEntity.ok(opening(hold, use));
                    case Answer.Wrong() -> throw Refusals.rule("code_wrong", "The code does not open this now", "code");
                });
    }

    @Override
    public ResponseEntity<CellHold> createParcel(String idempotencyKey, NewParcel wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.FLEET);
        UUID fleetId = fleet(caller, wanted.getFleetId());
        return idempotency.once(
                "createParcel", idempotencyKey, wanted, CellHold.class, () -> switch (holdCell.forParcel(
                        fleetId,
                        wanted.getFacilityId(),
                        size(wanted.getSize()),
                        wanted.getResidentId(),
                        wanted.getReference())) {
                    case HoldCell.Granted(var hold) ->
                        ResponseEntity.created(URI.create("/v1/cell-holds/" + hold.id()))
                                .body(wire(hold));
                    case HoldCell.Refused refused -> throw refused(refused);
                    case HoldCell.Known() -> throw new IllegalStateException("a parcel's hold is new");
                });
    }

    private static UUID fleet(Caller caller, @Nullable UUID named) {
        Set<UUID> fleets = CellSight.fleets(caller);
        if (named != null) {
            if (!fleets.contains(named)) {
                throw Refusals.rule("fleet_unknown", "Not a fleet of yours", "fleetId");
            }
            return named;
        }
        if (fleets.size() != 1) {
            throw Refusals.rule("fleet_required", "Which of your fleets", "fleetId");
        }
        return fleets.iterator().next();
    }

    private static ProblemException refused(HoldCell.Refused refused) {
        if (refused.why() == HoldCell.Why.LOCKER_UNKNOWN) {
            return Refusals.rule("locker_unknown", "There is no such locker", "facilityId");
        }
        return new ProblemException(Problem.conflict(
                "cells_full",
                "No cell is free",
                Stream.concat(
                                Stream.of(new FieldProblem("size", "cells_full", null)),
                                refused.alternatives().stream()
                                        .map(locker -> new FieldProblem(
                                                "facilityId",
                                                "alternative",
                                                locker.facilityId().toString())))
                        .toArray(FieldProblem[]::new)));
    }

    @Override
    public ResponseEntity<CellHoldPage> listCellHolds(
            @Nullable String cursor,
            Integer limit,
            io.yike.contracts.booking.model.@Nullable CellHoldState state,
            @Nullable UUID orderId) {
        var filter = sight.filter(
                state == null ? null : state.getValue(),
                orderId,
                cursor == null ? null : Cursor.parse(cursor).id());
        var found = holds.list(filter, limit + 1);
        CellHoldPage page = new CellHoldPage(
                found.stream().limit(limit).map(CellsController::wire).toList());
        if (found.size() > limit) {
            var last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<CellHold> getCellHold(UUID holdId) {
        return ResponseEntity.ok(wire(sight.visible(holdId)));
    }

    @Override
    public ResponseEntity<CellCode> getCellCode(UUID holdId) {
        var hold = sight.opened(holdId);
        var use = hold.state().findUse().filter(sight.uses(hold)::contains).orElseThrow(CellsController::noCode);
        Instant validUntil = hold.state().findEnd().orElseThrow(CellsController::noCode);
        String code = holds.code(holdId).orElseThrow(CellsController::noCode);
        CellCode answer = new CellCode(code, wire(use), hold.place().label(), Words.time(validUntil));
        if (holds.isLockSilent(holdId)) {
            answer.offlineCode(cells.offlineCode(hold.place().cellId()).orElse(null));
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    /// Whoever only puts in asks for that, also when it is done: an answer that was lost is given again.
    @Override
    public ResponseEntity<CellOpening> openCell(UUID holdId, CellOpeningWish wish) {
        var hold = sight.opened(holdId);
        var uses = sight.uses(hold);
        var use = hold.state()
                .findUse()
                .filter(uses::contains)
                .or(() -> uses.stream().findFirst())
                .orElseThrow(CellsController::noCode);
        return switch (openCell.fromAfar(hold, use, Boolean.TRUE.equals(wish.getByOfflineCode()))) {
            case Remote.Open(var opened) -> ResponseEntity.ok(opening(opened, use));
            case Remote.NoCode() -> throw noCode();
            case Remote.NoLock() -> throw Refusals.conflict("no_lock", "It has no lock");
            case Remote.Refused() -> throw Refusals.conflict("lock_refuses", "The lock does not open");
            case Remote.Unreachable() ->
                throw new ProblemException(new Problem(
                        503,
                        "lock_unreachable",
                        "The lock cannot be reached; use what it knows by itself",
                        null,
                        List.of(),
                        RETRY));
        };
    }

    private static ProblemException noCode() {
        return Refusals.conflict("no_cell_code", "There is no code for you now");
    }

    @Override
    public ResponseEntity<CellHold> releaseCell(UUID holdId) {
        sight.carried(holdId);
        return switch (changeCellHold.release(holdId).orElseThrow(Refusals::notFound)) {
            case CellDecision.Changed(var hold, var _) -> ResponseEntity.ok(wire(hold));
            case CellDecision.Ignored(var hold) -> ResponseEntity.ok(wire(hold));
            case CellDecision.Refused() -> throw Refusals.conflict("cell_not_held", "It does not wait for anything");
        };
    }

    @Override
    public ResponseEntity<CellHold> nameCollector(UUID holdId, UUID residentId) {
        sight.own(holdId);
        return switch (changeCellHold.addCollector(holdId, residentId)) {
            case DONE -> ResponseEntity.ok(wire(holds.find(holdId).orElseThrow(Refusals::notFound)));
            case TOO_MANY -> throw Refusals.conflict("too_many_collectors", "Ten at most", "residentId");
            case ENDED -> throw Refusals.conflict("cell_hold_ended", "It is over");
        };
    }

    @Override
    public ResponseEntity<CellHold> dropCollector(UUID holdId, UUID residentId) {
        sight.own(holdId);
        changeCellHold.removeCollector(holdId, residentId);
        return ResponseEntity.ok(wire(holds.find(holdId).orElseThrow(Refusals::notFound)));
    }

    private static io.yike.booking.stowing.domain.CellSize size(CellSize size) {
        return Words.constant(io.yike.booking.stowing.domain.CellSize.class, size.getValue());
    }

    private static CellUse wire(io.yike.booking.stowing.domain.CellUse use) {
        return CellUse.fromValue(Words.word(use));
    }

    private static CellOpening opening(
            io.yike.booking.stowing.domain.CellHold hold, io.yike.booking.stowing.domain.CellUse use) {
        return new CellOpening(hold.id(), hold.place().label(), wire(use));
    }

    private static Cell wire(io.yike.booking.stowing.domain.Cell cell) {
        return new Cell(
                cell.id(),
                cell.facilityId(),
                cell.label(),
                CellSize.fromValue(Words.word(cell.size())),
                cell.free(),
                cell.retired());
    }

    private static CellHold wire(io.yike.booking.stowing.domain.CellHold hold) {
        var parties = hold.parties();
        var place = hold.place();
        CellHold wire = new CellHold(
                        hold.id(),
                        parties.areOfParcel() ? CellHold.PurposeEnum.PARCEL : CellHold.PurposeEnum.ORDER,
                        place.facilityId(),
                        place.facilityName(),
                        new GeoPoint(place.lat(), place.lng()).datum(GeoPoint.DatumEnum.WGS84),
                        place.label(),
                        CellSize.fromValue(Words.word(place.size())),
                        io.yike.contracts.booking.model.CellHoldState.fromValue(
                                hold.state().word()),
                        hold.collectors().stream().sorted().toList(),
                        Words.time(hold.createdAt()))
                .orderId(parties.orderId())
                .platformId(parties.platformId())
                .residentId(parties.residentId())
                .fleetId(parties.fleetId())
                .reference(hold.reference())
                .endsAt(Words.timeOrNull(hold.state().findEnd().orElse(null)));
        if (hold.state() instanceof CellHoldState.Released(var outcome)) {
            wire.outcome(CellHold.OutcomeEnum.fromValue(Words.word(outcome)));
        }
        return wire;
    }
}
