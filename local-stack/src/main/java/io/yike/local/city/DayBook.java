package io.yike.local.city;

import io.yike.contracts.order.model.Candidate;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.RoutingFailure;
import io.yike.contracts.order.model.TimelineEntry;
import io.yike.contracts.order.model.TimelineType;
import io.yike.local.DemoCity.CityDay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How the orders of a day ended, and why.
final class DayBook {

    private final StepTimes steps = new StepTimes();
    private final Map<String, Integer> cancelled = new TreeMap<>();
    private final Map<String, Integer> returned = new TreeMap<>();
    private final Map<String, Integer> unfulfilled = new TreeMap<>();
    private final List<String> explanations = new ArrayList<>();
    private int delivered;
    private int collected;
    private int unexplained;

    /// Notes an order that has ended.
    ///
    /// @param routing of an order that nobody could fulfil; null for others
    synchronized void note(UUID orderId, List<TimelineEntry> timeline, @Nullable Routing routing) {
        steps.add(timeline);
        var last = timeline.stream().filter(OrderStory::ends).findFirst();
        if (last.isEmpty()) {
            unexplained++;
            explanations.add("order " + orderId + " has no end in its timeline");
            return;
        }
        String reason = Objects.requireNonNullElse(last.get().getReason(), "");
        switch (last.get().getType()) {
            case ORDER_COMPLETED -> {
                if (timeline.stream().anyMatch(entry -> entry.getType() == TimelineType.DELIVERY_DELIVERED)) {
                    delivered++;
                } else {
                    collected++;
                }
            }
            case ORDER_CANCELLED -> count(cancelled, reason);
            case ORDER_RETURNED -> count(returned, reason);
            case ORDER_UNFULFILLED -> {
                count(unfulfilled, reason);
                explanations.add("order " + orderId + ": " + reason + explain(routing));
            }
            default -> throw new IllegalStateException(last.get().getType() + " is no end");
        }
    }

    synchronized int ended() {
        return done() + sum(cancelled) + sum(returned) + sum(unfulfilled);
    }

    /// Sums up.
    ///
    /// @param placed how many orders the API took
    /// @param refused how many it refused to take, by problem code
    synchronized CityDay close(int placed, Map<String, Integer> refused, Duration took, long pushedBack) {
        int open = placed - ended();
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%d orders in %s, %.1f/s; asked to slow down %d times",
                placed,
                Figures.seconds(took),
                placed / Math.max(1.0, took.toMillis() / 1000.0),
                pushedBack));
        lines.add(String.format(
                Locale.ROOT,
                "fulfilled    %5d  %.1f %%: %d delivered, %d collected at a store",
                done(),
                100.0 * done() / Math.max(1, placed),
                delivered,
                collected));
        lines.add(line("cancelled", cancelled));
        lines.add(line("returned", returned));
        lines.add(line("unfulfilled", unfulfilled));
        explanations.forEach(explanation -> lines.add("               " + explanation));
        lines.add("still open   %5d".formatted(open));
        if (!refused.isEmpty()) {
            lines.add(line("not taken", refused));
        }
        lines.addAll(steps.table());
        return new CityDay(placed, done(), unexplained == 0 && open == 0 && refused.isEmpty(), lines);
    }

    private String explain(@Nullable Routing routing) {
        RoutingFailure failure = routing == null ? null : routing.getFailure();
        if (routing == null || failure == null) {
            unexplained++;
            return ", and its routing does not say why";
        }
        var reasons = failure.getCandidates().stream()
                .collect(Collectors.groupingBy(candidate -> verdict(candidate), TreeMap::new, Collectors.counting()));
        return " of %d stores: %s; asked %d"
                .formatted(
                        failure.getCandidates().size(),
                        reasons.entrySet().stream()
                                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")),
                        routing.getAttempts().size());
    }

    private static String verdict(Candidate candidate) {
        return Objects.requireNonNullElse(
                candidate.getReason(), candidate.getVerdict().getValue());
    }

    private int done() {
        return delivered + collected;
    }

    private static void count(Map<String, Integer> counts, String reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String line(String title, Map<String, Integer> counts) {
        String reasons = counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "%-12s %5d  %s".formatted(title, sum(counts), reasons).stripTrailing();
    }
}
