package io.yike.booking.dispensing.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that is given out piece by piece, without a prescription.
///
/// @param perPersonPerDay pieces for one resident on one day
/// @param perDay pieces for all on one day; null for any number
/// @param retired not given out any more
/// @param version counts edits
public record Medicine(
        UUID id,
        UUID facilityId,
        String name,
        int perPersonPerDay,
        @Nullable Integer perDay,
        boolean retired,
        int version,
        Instant createdAt) {

    public Medicine edited(String newName, int newPerPerson, @Nullable Integer newPerDay, boolean newRetired) {
        return new Medicine(id, facilityId, newName, newPerPerson, newPerDay, newRetired, version + 1, createdAt);
    }
}
