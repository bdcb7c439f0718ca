package io.yike.dispatch.delivering.domain;

import java.util.List;

/// What became of a command.
public sealed interface Decision {

    /// It took effect, and this is told.
    record Changed(Delivery delivery, List<DeliveryEvent> events) implements Decision {
        public Changed {
            events = List.copyOf(events);
        }
    }

    /// Late or repeated: nothing to do.
    record Ignored(String why) implements Decision {}

    /// Not possible.
    ///
    /// @param delivery with what the refused try has changed all the same: a wrong code is counted
    record Refused(Delivery delivery, Refusal refusal) implements Decision {}
}
