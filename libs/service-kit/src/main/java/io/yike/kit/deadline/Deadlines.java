package io.yike.kit.deadline;

import java.time.Instant;

/// Time limits that end a step, whatever process dies meanwhile. Rows, written in the caller's transaction.
public interface Deadlines {

    /// Sets the deadline `id` of this kind, or moves it when it is set already.
    ///
    /// @throws IllegalArgumentException if no [DeadlineHandler] has this kind
    void set(String kind, String id, Instant due);

    /// Takes the deadline away; none set is no fault.
    void clear(String kind, String id);
}
