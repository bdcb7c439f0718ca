package io.yike.booking.dispensing;

import io.yike.booking.dispensing.domain.Allotment;
import io.yike.booking.dispensing.domain.Lot;
import io.yike.booking.dispensing.domain.Medicine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where medicine, its lots, and who was given what live. The database refuses to give out what is expired,
/// recalled, or
/// not there.
public interface Medicines {

    Optional<Medicine> find(UUID medicineId);

    /// Locked until the transaction ends: nobody else is given any of it meanwhile.
    Optional<Medicine> findLocked(UUID medicineId);

    /// By name.
    List<Medicine> list(UUID facilityId);

    void add(Medicine medicine);

    /// Saves what was edited.
    ///
    /// @return false if somebody else did so since the version before
    boolean save(Medicine edited);

    /// Adds a lot.
    ///
    /// @return false if another lot of it has its number
    boolean addLot(Lot lot);

    /// What expires first, first.
    List<Lot> lots(UUID medicineId);

    /// The same of several medicines, by medicine; those without lots are absent.
    Map<UUID, List<Lot>> lots(Collection<UUID> medicineIds);

    Optional<Lot> findLot(UUID lotId);

    /// Nothing of it goes out any more, and whoever was given some is told; a lot that was recalled before stays so.
    void recall(UUID lotId, String reason, Instant at);

    /// How many pieces were given out on a day.
    ///
    /// @param residentId only to them, or null for all
    int givenOn(LocalDate day, UUID medicineId, @Nullable UUID residentId);

    /// That somebody was given something.
    record Dispensing(
            UUID id,
            UUID medicineId,
            UUID residentId,
            int quantity,
            List<Given> parts,
            Instant at,
            LocalDate day,
            String byWhom) {

        public Dispensing {
            parts = List.copyOf(parts);
        }
    }

    /// So many pieces of a lot.
    record Given(UUID lotId, String code, int quantity) {

        static Given of(Allotment.Part part) {
            return new Given(part.lot().id(), part.lot().code(), part.quantity());
        }
    }

    /// Writes it down, takes the pieces from their lots, and tells so.
    void give(Dispensing dispensing);

    /// Newest first.
    ///
    /// @param before only those made before this one, or null
    List<Dispensing> dispensings(UUID medicineId, @Nullable UUID before, int limit);
}
