package io.yike.booking.reserving.domain;

import java.util.Locale;

/// What is told about a booking.
public enum BookingEvent {
    HELD,
    OFFERED,
    REQUESTED,
    CONFIRMED,
    CHANGED,
    STARTED,
    COMPLETED,
    CANCELLED,
    EXPIRED,
    REFUSED,
    NO_SHOW,
    OVERDUE,
    /// What it is to have is late, and there is nothing else for it.
    DELAYED;

    /// The name everywhere: CloudEvents type, routing key and schema.
    public String type() {
        return "booking." + name().toLowerCase(Locale.ROOT) + ".v1";
    }
}
