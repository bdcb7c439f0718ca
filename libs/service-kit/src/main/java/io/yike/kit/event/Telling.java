package io.yike.kit.event;

/// What the broker made of one event.
sealed interface Telling {

    /// Confirmed and in at least one queue.
    record Told() implements Telling {}

    /// Confirmed, but in no queue: nothing is bound to its type.
    record Unroutable() implements Telling {}

    /// The broker refused it; some brokers mean by that, too, that it is in no queue.
    record Refused(String reason) implements Telling {}

    /// The broker is away or silent; nothing is known.
    record Unknown(String reason) implements Telling {}
}
