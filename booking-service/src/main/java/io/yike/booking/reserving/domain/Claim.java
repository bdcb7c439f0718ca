package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.Span;
import java.util.UUID;

/// That a line of a booking is to have one of like units.
///
/// @param resourceId whose unit: a kind of items, or a room without parts
/// @param blocked the booking's time with its buffers
/// @param out whether the unit has been handed out, or the time is over: then it cannot be exchanged
public record Claim(UUID id, UUID bookingId, int line, UUID resourceId, UUID unitId, Span blocked, boolean out) {

    public Claim on(UUID otherUnit) {
        return new Claim(id, bookingId, line, resourceId, otherUnit, blocked, out);
    }

    public Claim during(Span other) {
        return new Claim(id, bookingId, line, resourceId, unitId, other, out);
    }

    public Claim handedOut() {
        return new Claim(id, bookingId, line, resourceId, unitId, blocked, true);
    }
}
