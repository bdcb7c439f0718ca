package io.yike.local.chaos;

import java.time.Duration;

/// Something that is broken on purpose.
sealed interface Fault {

    /// `kill -9`; the supervisor starts it again.
    record Kill(String part, Moment moment) implements Fault {}

    /// It is asked to stop; the supervisor starts it again.
    record Stop(String part) implements Fault {}

    /// It is asked to stop, for good.
    record Retire(String part) implements Fault {}

    /// One connection goes bad for a while.
    record Break(String from, String to, Damage damage, Duration lasting) implements Fault {}

    /// Nobody reaches an engine for a while.
    ///
    /// @param engine as the wiring calls it, `broker` or `redis`
    /// @param emptied whether it has also forgotten everything; Redis only
    record Away(String engine, boolean emptied, Duration lasting) implements Fault {}
}
