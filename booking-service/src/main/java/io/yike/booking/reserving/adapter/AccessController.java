package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.Resources;
import io.yike.booking.keeping.domain.Condition;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.reserving.AccessCodes;
import io.yike.booking.reserving.Claims;
import io.yike.booking.reserving.HandOver;
import io.yike.booking.reserving.HandOver.Outcome;
import io.yike.booking.reserving.OpenDoor;
import io.yike.booking.reserving.OpenDoor.Answer;
import io.yike.booking.reserving.ReadAccessCode;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.AccessApi;
import io.yike.contracts.booking.model.AccessCode;
import io.yike.contracts.booking.model.Booking;
import io.yike.contracts.booking.model.HandOut;
import io.yike.contracts.booking.model.Opening;
import io.yike.contracts.booking.model.OpeningTry;
import io.yike.contracts.booking.model.ReturnedUnit;
import io.yike.contracts.booking.model.TakeBack;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccessController implements AccessApi {

    private final ReadAccessCode readAccessCode;
    private final OpenDoor openDoor;
    private final HandOver handOver;
    private final Resources resources;
    private final BookingSight sight;
    private final BookingWire wire;
    private final CurrentCaller currentCaller;

    AccessController(
            ReadAccessCode readAccessCode,
            OpenDoor openDoor,
            HandOver handOver,
            Resources resources,
            BookingSight sight,
            BookingWire wire,
            CurrentCaller currentCaller) {
        this.readAccessCode = readAccessCode;
        this.openDoor = openDoor;
        this.handOver = handOver;
        this.resources = resources;
        this.sight = sight;
        this.wire = wire;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<AccessCode> getAccessCode(UUID bookingId) {
        AccessCodes.AccessCode code = readAccessCode
                .read(sight.own(bookingId).id())
                .orElseThrow(() -> Refusals.conflict("no_access_code", "There is no code now"));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new AccessCode(
                        code.code(),
                        Words.time(code.valid().start()),
                        Words.time(code.valid().end())));
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
