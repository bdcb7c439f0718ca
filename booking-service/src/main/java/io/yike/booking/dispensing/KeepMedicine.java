package io.yike.booking.dispensing;

import io.yike.booking.dispensing.domain.Lot;
import io.yike.booking.dispensing.domain.Medicine;
import io.yike.booking.keeping.domain.Facility;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is in the box, as its keeper says.
@Component
public class KeepMedicine {

    private final Medicines medicines;
    private final Ids ids;
    private final Clock clock;

    KeepMedicine(Medicines medicines, Ids ids, Clock clock) {
        this.medicines = medicines;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Medicine create(Facility facility, String name, int perPersonPerDay, @Nullable Integer perDay) {
        Medicine medicine =
                new Medicine(ids.next(), facility.id(), name, perPersonPerDay, perDay, false, 1, clock.instant());
        medicines.add(medicine);
        return medicine;
    }

    /// Replaces what is said about it; empty if somebody else did so since that version.
    @Transactional
    public Optional<Medicine> edit(Medicine edited) {
        return medicines.save(edited) ? Optional.of(edited) : Optional.empty();
    }

    /// What became of a delivery.
    public sealed interface Delivery {

        record Added(Lot lot) implements Delivery {}

        record CodeTaken() implements Delivery {}

        record Expired() implements Delivery {}
    }

    /// Puts a lot into the box.
    @Transactional
    public Delivery add(Facility facility, Medicine medicine, String code, LocalDate expiresOn, int quantity) {
        Lot lot = new Lot(ids.next(), medicine.id(), code, expiresOn, quantity, quantity, null);
        if (!lot.isInReach(clock.instant().atZone(facility.zone()).toLocalDate())) {
            return new Delivery.Expired();
        }
        return medicines.addLot(lot) ? new Delivery.Added(lot) : new Delivery.CodeTaken();
    }

    /// Nothing of the lot goes out from now on: whoever is giving some out has done so before, or does not.
    @Transactional
    public Lot recall(UUID lotId, String reason) {
        medicines.recall(lotId, reason, clock.instant());
        return medicines.findLot(lotId).orElseThrow();
    }
}
