package io.yike.local.chaos;

import io.yike.local.process.Part;
import io.yike.local.stack.Narrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Hears what becomes of the parts, and knows how long each took from its death until it was well again.
final class Recoveries implements Narrator {

    private final Narrator next;
    private final Clock clock;
    private final Map<String, Instant> downSince = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private int survived;
    private String slowest = "";
    private Duration longest = Duration.ZERO;

    Recoveries(Narrator next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    /// A part is about to be killed or stopped; the supervisor will start it again.
    synchronized void goesDown(String part) {
        if (!gone.contains(part)) {
            downSince.putIfAbsent(part, clock.instant());
        }
    }

    /// A part is stopped for good: nobody waits for it, though it had been killed before.
    synchronized void goesForGood(String part) {
        gone.add(part);
        downSince.remove(part);
    }

    /// Whether a part has not come back yet.
    synchronized boolean isDown(String part) {
        return downSince.containsKey(part);
    }

    /// How many deaths a part has come back from.
    synchronized int survived() {
        return survived;
    }

    synchronized Duration longest() {
        return longest;
    }

    /// Which part took the longest.
    synchronized String slowest() {
        return slowest;
    }

    /// The parts that have not come back yet.
    synchronized List<String> stillDown() {
        return downSince.keySet().stream().sorted().toList();
    }

    @Override
    public void restarted(Part part, Duration took) {
        synchronized (this) {
            var since = downSince.remove(part.name());
            if (since != null) {
                survived++;
                var recovery = Duration.between(since, clock.instant());
                if (recovery.compareTo(longest) > 0) {
                    longest = recovery;
                    slowest = part.name();
                }
            }
        }
        next.restarted(part, took);
    }

    @Override
    public void note(String line) {
        next.note(line);
    }

    @Override
    public void healthy(Part part, Duration took) {
        next.healthy(part, took);
    }

    @Override
    public void failed(Part part, Duration took, String reason, List<String> tail) {
        next.failed(part, took, reason, tail);
    }

    @Override
    public void died(Part part, String how, Duration pause) {
        next.died(part, how, pause);
    }

    @Override
    public void stopped(Part part, boolean byItself) {
        next.stopped(part, byItself);
    }
}
