package io.yike.kit.event;

/// Where events wait until the broker has confirmed them.
///
/// The row is written in the caller's transaction together with the trace context, so that "saved but never announced"
/// cannot happen; a relay publishes it afterwards, at least once.
public interface Outbox {

    /// Adds the event to the transaction that is running.
    ///
    /// @throws IllegalStateException if no transaction is running: the event could be told without its change
    void append(OutgoingEvent event);
}
