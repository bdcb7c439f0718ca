package io.yike.kit.deadline;

import java.time.Instant;

/// Ends a step whose time is over. A bean for each kind of deadline.
///
/// Runs in a transaction of its own, at least once and on any instance, so it must look at the present state and do
/// nothing when the step has ended otherwise. An exception is retried with back-off.
public interface DeadlineHandler {

    /// Stable name, e.g. `store-offer`; it stands in the row.
    String kind();

    /// Ends the step, if it has not ended otherwise.
    ///
    /// @param now the time of the clock when the deadline was found due
    void on(String id, Instant now);
}
