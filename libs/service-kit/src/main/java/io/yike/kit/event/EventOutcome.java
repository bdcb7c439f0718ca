package io.yike.kit.event;

/// What became of an event.
public sealed interface EventOutcome {

    /// It had its effect; events parked under the same key are tried again.
    record Applied() implements EventOutcome {}

    /// It is late, repeated or of no interest; counted and done with.
    record Ignored(String reason) implements EventOutcome {}

    /// Its predecessor is missing; parked and tried again until `yike.events.park-for` is over.
    record Early(String reason) implements EventOutcome {}

    static EventOutcome applied() {
        return new Applied();
    }

    static EventOutcome ignored(String reason) {
        return new Ignored(reason);
    }

    static EventOutcome early(String reason) {
        return new Early(reason);
    }
}
