package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.locking.LockCodes;
import io.yike.booking.locking.domain.LockCode;
import io.yike.booking.reserving.AccessCodes;
import io.yike.booking.reserving.Claims;
import io.yike.booking.reserving.HandOver;
import io.yike.booking.reserving.HandOver.Outcome;
import io.yike.booking.reserving.OpenDoor;
import io.yike.booking.reserving.OpenDoor.Answer;
import io.yike.booking.reserving.OpenDoor.Remote;
import io.yike.booking.reserving.ReadAccessCode;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.AccessApi;
import io.yike.contracts.booking.model.AccessCode;
import io.yike.contracts.booking.model.Booking;
import io.yike.contracts.booking.model.HandOut;
import io.yike.contracts.booking.model.LockState;
import io.yike.contracts.booking.model.OfflineCode;
import io.yike.contracts.booking.model.Opening;
import io.yike.contracts.booking.model.OpeningTry;
import io.yike.contracts.booking.model.ReturnedUnit;
import io.yike.contracts.booking.model.TakeBack;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccessController implements AccessApi {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final ReadAccessCode readAccessCode;
    private final LockCodes lockCodes;
    private final OpenDoor openDoor;
    private final HandOver handOver;
    private final Resources resources;
    private final BookingSight sight;
    private final BookingWire wire;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    AccessController(
            ReadAccessCode readAccessCode,
            LockCodes lockCodes,
            OpenDoor openDoor,
            HandOver handOver,
            Resources resources,
            BookingSight sight,
            BookingWire wire,
            CurrentCaller currentCaller,
            Clock clock) {
        this.readAccessCode = readAccessCode;
        this.lockCodes = lockCodes;
        this.openDoor = openDoor;
        this.handOver = handOver;
        this.resources = resources;
        this.sight = sight;
        this.wire = wire;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<AccessCode> getAccessCode(UUID bookingId) {
        UUID own = sight.arranged(bookingId).id();
        AccessCodes.AccessCode code =
                readAccessCode.read(own).orElseThrow(() -> Refusals.conflict("no_access_code", "There is no code now"));
        List<LockCode> locks = lockCodes.present(own);
        Instant now = clock.instant();
        boolean isValid =
                !now.isBefore(code.valid().start()) && now.isBefore(code.valid().end());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new AccessCode(
                                code.code(),
                                Words.time(code.valid().start()),
                                Words.time(code.valid().end()))
                        .locks(
                                locks.isEmpty()
                                        ? null
                                        : locks.stream()
                                                .map(AccessController::lock)
                                                .toList())
                        .offlineCode(
                                isValid
                                        ? locks.stream()
                                                .filter(lock -> lock.state() != LockCode.State.SET)
                                                .flatMap(lock -> lockCodes.offlineCode(lock.resourceId()).stream())
                                                .findFirst()
                                                .orElse(null)
                                        : null));
    }

    private static LockState lock(LockCode lock) {
        return new LockState(
                lock.resourceId(),
                switch (lock.state()) {
                    case SET -> LockState.StateEnum.SET;
                    case REFUSED -> LockState.StateEnum.REFUSED;
                    case SETTING, REVOKING, REVOKED -> LockState.StateEnum.SETTING;
                });
    }

    @Override
    public ResponseEntity<Void> setOfflineCode(UUID resourceId, OfflineCode code) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        Resource resource = resources.find(resourceId).orElseThrow(Refusals::notFound);
        Refusals.requireKeeper(caller, resource.facilityId());
        if (resource.profile().lockId() == null) {
            throw Refusals.rule("no_lock", "It has no lock", "resourceId");
        }
        lockCodes.setOfflineCode(resourceId, code.getCode());
        return ResponseEntity.noContent().build();
    }

    @Override
    public ResponseEntity<Opening> openDoor(UUID bookingId) {
        return switch (openDoor.openFromAfar(sight.own(bookingId).id())) {
            case Remote.Open(var booking) ->
                ResponseEntity.ok(
                        new Opening(booking.id(), Words.time(booking.span().end())));
            case Remote.NoCode() -> throw Refusals.conflict("no_access_code", "There is no code now");
            case Remote.NoLock() -> throw Refusals.conflict("no_lock", "It has no lock");
            case Remote.Refused() -> throw Refusals.conflict("lock_refuses", "The lock does not open");
            case Remote.Unreachable() ->
                throw new ProblemException(new Problem(
                        503, "lock_unreachable", "The lock cannot be reached; use the code", null, List.of(), RETRY));
        };
    }

    @Override
    public ResponseEntity<Opening> openResource(UUID resourceId, OpeningTry opening) {
        Caller caller = currentCaller.get();
        caller.require(Role.DEVICE);
        Resource resource = resources
                .find(resourceId)
                .filter(it -> caller.is("facility", it.facilityId()))
                .orElseThrow(Refusals::notFound);
        return switch (openDoor.open(resource.id(), opening.getCode())) {
            case Answer.Open(var booking) ->
                ResponseEntity.ok(
                        new Opening(booking.id(), Words.time(booking.span().end())));
            case Answer.Wrong() -> throw Refusals.rule("code_wrong", "The code does not open this now", "code");
            case Answer.Locked() -> throw Refusals.conflict("door_locked", "Too many wrong codes");
        };
    }

    @Override
    public ResponseEntity<Booking> handOut(UUID bookingId, HandOut named) {
        sight.kept(bookingId);
        return answer(handOver.handOut(
                bookingId,
                Objects.requireNonNullElse(named.getUnits(), List.of()),
                currentCaller.get().subject()));
    }

    @Override
    public ResponseEntity<Booking> takeBack(UUID bookingId, TakeBack back) {
        sight.kept(bookingId);
        return answer(handOver.takeBack(
                bookingId,
                back.getUnits().stream().map(AccessController::returned).toList(),
                currentCaller.get().subject()));
    }

    private static Claims.Return returned(ReturnedUnit wire) {
        return new Claims.Return(
                wire.getUnitId(),
                Words.constant(Condition.class, wire.getCondition().getValue()),
                Objects.requireNonNullElse(wire.getMissingParts(), List.of()),
                wire.getPhoto(),
                wire.getNote());
    }

    private ResponseEntity<Booking> answer(Optional<Outcome> outcome) {
        return switch (outcome.orElseThrow(Refusals::notFound)) {
            case Outcome.Done(var booking) -> ResponseEntity.ok(wire.wire(booking));
            case Outcome.BadState(var why) -> throw BookingWire.refused(why);
            case Outcome.TooEarly() -> throw Refusals.conflict("too_early", "It is too early");
            case Outcome.UnitUnknown(int place) ->
                throw Refusals.rule("unit_unknown", "It is not of this booking", "units[" + place + "]");
            case Outcome.UnitIsOut() -> throw Refusals.conflict("unit_is_out", "Somebody still has it", "units");
            case Outcome.UnitNeeded() -> throw Refusals.conflict("unit_needed", "Another booking needs it", "units");
        };
    }
}
