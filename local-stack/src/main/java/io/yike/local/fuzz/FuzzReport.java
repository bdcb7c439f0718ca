package io.yike.local.fuzz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of it.
///
/// @param sent how many requests were answered, or should have been
/// @param operations how many operations they were of
/// @param answers how many of each status
/// @param crashes 5xx that no contract has, and requests without an answer
/// @param breaches answers that do not keep to the contract otherwise
/// @param cutShort whether time was up before all had been sent
public record FuzzReport(
        long seed,
        int sent,
        int operations,
        Map<Integer, Integer> answers,
        List<Finding> crashes,
        List<Finding> breaches,
        Duration took,
        boolean cutShort) {

    private static final int SHOWN = 25;

    public FuzzReport {
        answers = new TreeMap<>(answers);
        crashes = List.copyOf(crashes);
        breaches = List.copyOf(breaches);
    }

    /// One answer that should not be.
    ///
    /// @param number of the request: the same seed sends the same again
    public record Finding(int number, String operation, String fault, String request, String answer) {

        @Override
        public String toString() {
            return "#%d %s: %s%n    %s%n    %s".formatted(number, operation, fault, request, answer);
        }
    }

    public boolean passed() {
        return sent > 0 && crashes.isEmpty() && breaches.isEmpty();
    }

    public List<String> summary() {
        var lines = new ArrayList<String>();
        lines.add("%,d requests of %d operations in %.0f s, seed %d%s"
                .formatted(sent, operations, took.toMillis() / 1000.0, seed, cutShort ? "; time was up" : ""));
        lines.add("answers by status: " + answers);
        lines.add("%s 5xx but a contracted 503: %d".formatted(crashes.isEmpty() ? "✓" : "✗", crashes.size()));
        lines.add("%s answers outside of the contract: %d".formatted(breaches.isEmpty() ? "✓" : "✗", breaches.size()));
        kinds(crashes, lines);
        kinds(breaches, lines);
        return lines;
    }

    /// One of each kind.
    private static void kinds(List<Finding> findings, List<String> lines) {
        var first = new LinkedHashMap<String, Finding>();
        var times = new LinkedHashMap<String, Integer>();
        for (var finding : findings) {
            var kind = finding.operation() + " " + finding.fault().replaceAll("\\d+(?=])", "N");
            first.putIfAbsent(kind, finding);
            times.merge(kind, 1, Integer::sum);
        }
        first.entrySet().stream()
                .limit(SHOWN)
                .forEach(kind -> lines.add("  %d × %s".formatted(times.get(kind.getKey()), kind.getValue())));
    }
}
