package io.yike.recycling.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What can be counted of a time.
public interface Figures {

    /// Grams that plants took, by stream.
    Map<String, Long> collected(Instant from, Instant until);

    /// For how long bins were at least 95 % full, added up; a reading is believed for so long.
    Duration overflow(Instant from, Instant until, Duration believed);

    /// How far crews drove.
    long metres(Instant from, Instant until);

    /// Jobs that ended, and those that one visit sufficed for.
    Visits visits(Instant from, Instant until);

    /// Residents who dropped something off, or had something fetched.
    long residents(Instant from, Instant until);

    /// How many jobs ended, and for how many one visit sufficed.
    record Visits(long ended, long atOnce) {}
}
