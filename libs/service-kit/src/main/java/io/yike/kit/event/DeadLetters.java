package io.yike.kit.event;

import java.util.List;
import java.util.UUID;

/// What could not be applied, kept until an operator deals with it.
public interface DeadLetters {

    /// Those not yet replayed, the oldest first.
    List<DeadLetter> list(int limit);

    /// Takes the event in again as if it had just been delivered. If it fails again, it is a dead letter again.
    ///
    /// @return false when there is no such dead letter, it was replayed already, or it is not readable as an event
    boolean replay(UUID id);
}
