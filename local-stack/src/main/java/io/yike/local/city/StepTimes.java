package io.yike.local.city;

import io.yike.contracts.order.model.TimelineEntry;
import io.yike.contracts.order.model.TimelineType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How long the steps of many orders took.
final class StepTimes {

    private final Map<Step, List<Double>> seconds = new EnumMap<>(Step.class);

    /// Adds the steps that the order went through.
    synchronized void add(List<TimelineEntry> timeline) {
        for (var step : Step.values()) {
            var from = at(timeline, step.from);
            var to = at(timeline, step.to);
            if (from.isPresent() && to.isPresent() && to.getAsDouble() >= from.getAsDouble()) {
                seconds.computeIfAbsent(step, _ -> new ArrayList<>()).add(to.getAsDouble() - from.getAsDouble());
            }
        }
    }

    /// One line per step, under a heading.
    synchronized List<String> table() {
        var lines = new ArrayList<String>();
        lines.add("%-26s %9s %9s %7s".formatted("step", "p50", "p95", "orders"));
        for (var step : Step.values()) {
            var times = seconds.get(step);
            if (times != null) {
                lines.add("%-26s %s %s %7d"
                        .formatted(
                                step.title,
                                Figures.seconds(percentile(times, 50)),
                                Figures.seconds(percentile(times, 95)),
                                times.size()));
            }
        }
        return lines;
    }

    /// By nearest rank: the least value that at least so many percent do not exceed.
    static double percentile(List<Double> values, int percent) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int rank = Math.ceilDiv(percent * sorted.size(), 100);
        return sorted.get(Math.max(1, rank) - 1);
    }

    /// The last time it happened: an order declined by one store is offered to another.
    private static OptionalDouble at(List<TimelineEntry> timeline, TimelineType type) {
        return timeline.stream()
                .filter(entry -> entry.getType() == type)
                .mapToDouble(TimelineEntry::getSecondsSincePlaced)
                .max();
    }

    private enum Step {
        AUTHORISED("placed → authorised", TimelineType.ORDER_PLACED, TimelineType.ORDER_AUTHORISED),
        OFFERED("authorised → last offer", TimelineType.ORDER_AUTHORISED, TimelineType.ORDER_OFFERED),
        ACCEPTED("last offer → accepted", TimelineType.ORDER_OFFERED, TimelineType.ORDER_ACCEPTED),
        READY("accepted → ready", TimelineType.ORDER_ACCEPTED, TimelineType.ORDER_READY),
        ASSIGNED("accepted → courier assigned", TimelineType.ORDER_ACCEPTED, TimelineType.DELIVERY_ASSIGNED),
        PICKED_UP("assigned → picked up", TimelineType.DELIVERY_ASSIGNED, TimelineType.DELIVERY_PICKED_UP),
        DELIVERED("picked up → delivered", TimelineType.DELIVERY_PICKED_UP, TimelineType.DELIVERY_DELIVERED),
        COMPLETED("placed → completed", TimelineType.ORDER_PLACED, TimelineType.ORDER_COMPLETED);

        private final String title;
        private final TimelineType from;
        private final TimelineType to;

        Step(String title, TimelineType from, TimelineType to) {
            this.title = title;
            this.from = from;
            this.to = to;
        }
    }
}
