package io.yike.booking.dispensing.adapter;

import io.yike.booking.dispensing.Dispense;
import io.yike.booking.dispensing.Dispense.Outcome;
import io.yike.booking.dispensing.KeepMedicine;
import io.yike.booking.dispensing.KeepMedicine.Delivery;
import io.yike.booking.dispensing.Medicines;
import io.yike.booking.keeping.Facilities;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.MedicinesApi;
import io.yike.contracts.booking.model.Dispensing;
import io.yike.contracts.booking.model.DispensingPage;
import io.yike.contracts.booking.model.DispensingPart;
import io.yike.contracts.booking.model.Lot;
import io.yike.contracts.booking.model.LotList;
import io.yike.contracts.booking.model.LotRecall;
import io.yike.contracts.booking.model.Medicine;
import io.yike.contracts.booking.model.MedicineEdit;
import io.yike.contracts.booking.model.MedicineList;
import io.yike.contracts.booking.model.NewDispensing;
import io.yike.contracts.booking.model.NewLot;
import io.yike.contracts.booking.model.NewMedicine;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MedicinesController implements MedicinesApi {

    private final Facilities facilities;
    private final Medicines medicines;
    private final KeepMedicine keepMedicine;
    private final Dispense dispense;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    MedicinesController(
            Facilities facilities,
            Medicines medicines,
            KeepMedicine keepMedicine,
            Dispense dispense,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.facilities = facilities;
        this.medicines = medicines;
        this.keepMedicine = keepMedicine;
        this.dispense = dispense;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<Medicine> createMedicine(String idempotencyKey, UUID facilityId, NewMedicine wanted) {
        Facility facility = kept(facilityId);
        if (!wanted.getOverTheCounter()) {
            throw Refusals.rule("prescription_required", "Only what needs no prescription", "overTheCounter");
        }
        return idempotency.once("createMedicine", idempotencyKey, List.of(facilityId, wanted), Medicine.class, () -> {
            var medicine =
                    keepMedicine.create(facility, wanted.getName(), wanted.getPerPersonPerDay(), wanted.getPerDay());
            return ResponseEntity.status(HttpStatus.CREATED)
                    .eTag(eTag(medicine.version()))
                    .body(wire(facility, medicine, List.of()));
        });
    }

    @Override
    public ResponseEntity<MedicineList> listMedicines(UUID facilityId) {
        Facility facility = facilities.find(facilityId).orElseThrow(Refusals::notFound);
        var all = medicines.list(facilityId);
        var lots = medicines.lots(
                all.stream().map(io.yike.booking.dispensing.domain.Medicine::id).toList());
        return ResponseEntity.ok(new MedicineList(all.stream()
                .map(medicine -> wire(facility, medicine, lots.getOrDefault(medicine.id(), List.of())))
                .toList()));
    }

    @Override
    public ResponseEntity<Medicine> editMedicine(String ifMatch, UUID facilityId, UUID medicineId, MedicineEdit edit) {
        Facility facility = kept(facilityId);
        var former = medicine(facilityId, medicineId);
        if (!ifMatch.equals(eTag(former.version()))) {
            throw Refusals.stale();
        }
        var edited = keepMedicine
                .edit(former.edited(
                        edit.getName(),
                        edit.getPerPersonPerDay(),
                        edit.getPerDay(),
                        Boolean.TRUE.equals(edit.getRetired())))
                .orElseThrow(Refusals::stale);
        return ResponseEntity.ok()
                .eTag(eTag(edited.version()))
                .body(wire(facility, edited, medicines.lots(medicineId)));
    }

    @Override
    public ResponseEntity<Lot> addLot(String idempotencyKey, UUID facilityId, UUID medicineId, NewLot wanted) {
        Facility facility = kept(facilityId);
        var medicine = medicine(facilityId, medicineId);
        return idempotency.once(
                "addLot", idempotencyKey, List.of(medicineId, wanted), Lot.class, () -> switch (keepMedicine.add(
                        facility, medicine, wanted.getCode(), wanted.getExpiresOn(), wanted.getQuantity())) {
                    case Delivery.Added(var lot) ->
                        ResponseEntity.status(HttpStatus.CREATED).body(wire(lot));
                    case Delivery.CodeTaken() ->
                        throw Refusals.conflict("lot_code_taken", "Another lot has this number", "code");
                    case Delivery.Expired() ->
                        throw Refusals.rule("lot_expired", "It does not go out any more", "expiresOn");
                });
    }

    @Override
    public ResponseEntity<LotList> listLots(UUID facilityId, UUID medicineId) {
        kept(facilityId);
        medicine(facilityId, medicineId);
        return ResponseEntity.ok(new LotList(medicines.lots(medicineId).stream()
                .map(MedicinesController::wire)
                .toList()));
    }

    @Override
    public ResponseEntity<Lot> recallLot(UUID facilityId, UUID medicineId, UUID lotId, LotRecall recall) {
        kept(facilityId);
        medicine(facilityId, medicineId);
        if (medicines
                .findLot(lotId)
                .filter(lot -> lot.medicineId().equals(medicineId))
                .isEmpty()) {
            throw Refusals.notFound();
        }
        return ResponseEntity.ok(wire(keepMedicine.recall(lotId, recall.getReason())));
    }

    @Override
    public ResponseEntity<Dispensing> dispense(
            String idempotencyKey, UUID facilityId, UUID medicineId, NewDispensing wanted) {
        return given("dispense", Role.KEEPER, idempotencyKey, facilityId, medicineId, wanted);
    }

    @Override
    public ResponseEntity<Dispensing> dispenseFromBox(
            String idempotencyKey, UUID facilityId, UUID medicineId, NewDispensing wanted) {
        return given("dispenseFromBox", Role.DEVICE, idempotencyKey, facilityId, medicineId, wanted);
    }

    private ResponseEntity<Dispensing> given(
            String operation,
            Role giver,
            String idempotencyKey,
            UUID facilityId,
            UUID medicineId,
            NewDispensing wanted) {
        Caller caller = currentCaller.get();
        caller.require(giver);
        if (!caller.is("facility", facilityId)) {
            throw Refusals.notFound();
        }
        Facility facility = facilities.find(facilityId).orElseThrow(Refusals::notFound);
        medicine(facilityId, medicineId);
        return idempotency.once(
                operation, idempotencyKey, List.of(medicineId, wanted), Dispensing.class, () -> switch (dispense.give(
                                facility, medicineId, wanted.getResidentId(), wanted.getQuantity(), caller.subject())
                        .orElseThrow(Refusals::notFound)) {
                    case Outcome.Done(var dispensing) ->
                        ResponseEntity.status(HttpStatus.CREATED).body(wire(dispensing));
                    case Outcome.Retired() ->
                        throw Refusals.conflict("medicine_retired", "It is not given out any more");
                    case Outcome.OutOfStock() ->
                        throw Refusals.conflict("out_of_stock", "There are not so many", "quantity");
                    case Outcome.PersonLimit(Instant liftsAt) ->
                        throw limit("person_limit_reached", "As many as one may have today", liftsAt);
                    case Outcome.DayLimit(Instant liftsAt) ->
                        throw limit("day_limit_reached", "As many as are given out today", liftsAt);
                });
    }

    @Override
    public ResponseEntity<DispensingPage> listDispensings(
            UUID facilityId, UUID medicineId, @Nullable String cursor, Integer limit) {
        kept(facilityId);
        medicine(facilityId, medicineId);
        var found = medicines.dispensings(
                medicineId, cursor == null ? null : Cursor.parse(cursor).id(), limit + 1);
        DispensingPage page = new DispensingPage(
                found.stream().limit(limit).map(MedicinesController::wire).toList());
        if (found.size() > limit) {
            var last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.at(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    private Facility kept(UUID facilityId) {
        Caller caller = currentCaller.get();
        caller.require(Role.KEEPER, Role.OPERATOR);
        Refusals.requireKeeper(caller, facilityId);
        return facilities.find(facilityId).orElseThrow(Refusals::notFound);
    }

    private io.yike.booking.dispensing.domain.Medicine medicine(UUID facilityId, UUID medicineId) {
        return medicines
                .find(medicineId)
                .filter(medicine -> medicine.facilityId().equals(facilityId))
                .orElseThrow(Refusals::notFound);
    }

    private static ProblemException limit(String code, String title, Instant liftsAt) {
        return new ProblemException(Problem.unprocessable(
                code,
                title,
                new FieldProblem("quantity", code, null),
                new FieldProblem("quantity", "lifts_at", liftsAt.toString())));
    }

    private Medicine wire(
            Facility facility,
            io.yike.booking.dispensing.domain.Medicine medicine,
            List<io.yike.booking.dispensing.domain.Lot> lots) {
        LocalDate today = clock.instant().atZone(facility.zone()).toLocalDate();
        var inReach = lots.stream()
                .filter(lot -> lot.isInReach(today) && lot.remaining() > 0)
                .toList();
        return new Medicine(
                        medicine.id(),
                        medicine.facilityId(),
                        medicine.name(),
                        medicine.perPersonPerDay(),
                        medicine.retired(),
                        inReach.stream()
                                .mapToInt(io.yike.booking.dispensing.domain.Lot::remaining)
                                .sum(),
                        Words.time(medicine.createdAt()))
                .perDay(medicine.perDay())
                .nextExpiry(inReach.isEmpty() ? null : inReach.getFirst().expiresOn());
    }

    private static Lot wire(io.yike.booking.dispensing.domain.Lot lot) {
        return new Lot(lot.id(), lot.medicineId(), lot.code(), lot.expiresOn(), lot.received(), lot.remaining())
                .recalled(lot.recalled());
    }

    private static Dispensing wire(Medicines.Dispensing dispensing) {
        return new Dispensing(
                dispensing.id(),
                dispensing.medicineId(),
                dispensing.residentId(),
                dispensing.quantity(),
                dispensing.parts().stream()
                        .map(part -> new DispensingPart(part.lotId(), part.code(), part.quantity()))
                        .toList(),
                Words.time(dispensing.at()));
    }

    private static String eTag(int version) {
        return "\"" + version + "\"";
    }
}
