package io.yike.booking.dispensing;

import io.yike.booking.dispensing.Medicines.Dispensing;
import io.yike.booking.dispensing.Medicines.Given;
import io.yike.booking.dispensing.domain.Allotment;
import io.yike.booking.dispensing.domain.Medicine;
import io.yike.booking.keeping.domain.Facility;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Gives medicine out: by the keeper's hand, or from the box. The medicine is locked first, so no two at once
/// both have
/// the last piece, or both the last of what one may have.
@Component
public class Dispense {

    private final Medicines medicines;
    private final Ids ids;
    private final Clock clock;

    Dispense(Medicines medicines, Ids ids, Clock clock) {
        this.medicines = medicines;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {

        record Done(Dispensing dispensing) implements Outcome {}

        record Retired() implements Outcome {}

        /// Not so many are there that are neither expired nor recalled.
        record OutOfStock() implements Outcome {}

        /// The resident has had as many today as they may.
        record PersonLimit(Instant liftsAt) implements Outcome {}

        /// All together have had as many today as may be.
        record DayLimit(Instant liftsAt) implements Outcome {}
    }

    /// Empty if there is no such medicine.
    @Transactional
    public Optional<Outcome> give(Facility facility, UUID medicineId, UUID residentId, int quantity, String byWhom) {
        return medicines.findLocked(medicineId).map(medicine -> give(facility, medicine, residentId, quantity, byWhom));
    }

    private Outcome give(Facility facility, Medicine medicine, UUID residentId, int quantity, String byWhom) {
        Instant now = clock.instant();
        LocalDate day = now.atZone(facility.zone()).toLocalDate();
        Instant tomorrow = day.plusDays(1).atStartOfDay(facility.zone()).toInstant();
        if (medicine.retired()) {
            return new Outcome.Retired();
        }
        if (medicines.givenOn(day, medicine.id(), residentId) + quantity > medicine.perPersonPerDay()) {
            return new Outcome.PersonLimit(tomorrow);
        }
        Integer perDay = medicine.perDay();
        if (perDay != null && medicines.givenOn(day, medicine.id(), null) + quantity > perDay) {
            return new Outcome.DayLimit(tomorrow);
        }
        Optional<List<Allotment.Part>> parts = Allotment.of(medicines.lots(medicine.id()), quantity, day);
        if (parts.isEmpty()) {
            return new Outcome.OutOfStock();
        }
        Dispensing dispensing = new Dispensing(
                ids.next(),
                medicine.id(),
                residentId,
                quantity,
                parts.get().stream().map(Given::of).toList(),
                now,
                day,
                byWhom);
        medicines.give(dispensing);
        return new Outcome.Done(dispensing);
    }
}
