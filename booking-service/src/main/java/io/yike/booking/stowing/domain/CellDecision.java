package io.yike.booking.stowing.domain;

import java.util.List;

/// What became of a command on the hold of a cell.
public sealed interface CellDecision {

    record Changed(CellHold hold, List<CellEvent> events) implements CellDecision {

        public Changed {
            events = List.copyOf(events);
        }
    }

    /// It is as wanted already, or the command comes too late to matter.
    record Ignored(CellHold hold) implements CellDecision {}

    /// Not in this state.
    record Refused() implements CellDecision {}
}
