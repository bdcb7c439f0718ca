package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.Span;
import java.time.Instant;
import java.util.UUID;

/// Somebody who would have a time if it became free. Whoever has waited longest is asked first.
public record Waiting(
        UUID id,
        UUID facilityId,
        UUID resourceId,
        UUID residentId,
        Span span,
        int quantity,
        WaitingState state,
        Instant createdAt) {

    /// The time is held for them: a booking that they may confirm.
    public Waiting offered(UUID bookingId) {
        return with(new WaitingState.Offered(bookingId));
    }

    /// They have confirmed what was offered.
    public Waiting taken() {
        return state instanceof WaitingState.Offered(UUID bookingId) ? with(new WaitingState.Taken(bookingId)) : this;
    }

    /// They have let the offer go; the next is asked.
    public Waiting lapsed() {
        return state instanceof WaitingState.Offered(UUID bookingId) ? with(new WaitingState.Lapsed(bookingId)) : this;
    }

    /// They do not wait any more.
    public Waiting left() {
        return state instanceof WaitingState.InLine ? with(new WaitingState.Left()) : this;
    }

    private Waiting with(WaitingState next) {
        return new Waiting(id, facilityId, resourceId, residentId, span, quantity, next, createdAt);
    }
}
