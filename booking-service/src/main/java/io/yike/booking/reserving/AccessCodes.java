package io.yike.booking.reserving;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What opens doors: one code for each booking, which no other booking at the house has at the same time.
public interface AccessCodes {

    /// A code and when it opens.
    record AccessCode(String code, Span valid) {}

    /// Gives the booking a code; a former one is dead.
    void issue(UUID bookingId, UUID facilityId, Span valid);

    /// Ends the booking's code, if it has one.
    void revoke(UUID bookingId);

    /// The booking's code; empty if it has none, or none that this service's key opens.
    Optional<AccessCode> find(UUID bookingId);

    /// The booking that a code opens this room or these items for, now.
    Optional<UUID> findBooking(UUID resourceId, String code, Instant now);

    /// How many wrong codes were tried at this door since then; until the transaction ends, nobody else tries.
    int wrongCodesLocked(UUID resourceId, Instant since);

    void addWrongCode(UUID resourceId, Instant at);
}
