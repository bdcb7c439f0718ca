package io.yike.booking.reserving.domain;

/// What becomes of a command on a booking.
public sealed interface Decision {

    record Changed(Booking booking, BookingEvent event) implements Decision {}

    /// It is as wanted already, or the command comes too late to matter.
    record Ignored(Booking booking) implements Decision {}

    record Refused(StateRefusal why) implements Decision {}
}
