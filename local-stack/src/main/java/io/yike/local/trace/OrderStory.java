package io.yike.local.trace;

import io.yike.local.city.api.Patience;
import io.yike.local.trace.TraceCollector.Span;
import java.time.Duration;
import java.util.List;

/// Whether one trace follows an order from the gateway across the bus to its delivery.
///
/// @param spans of the trace that tells the most of an order
/// @param missing steps that it lacks
public record OrderStory(List<Span> spans, List<Span> missing) {

    private static final String ORDERS = "order-service";

    /// What the trace of a delivered order cannot lack: the request, and each taking-in of an event on its way.
    private static final List<Span> STEPS = List.of(
            new Span("gateway", "http post"),
            new Span("store-service", "order.placed.v1"),
            new Span(ORDERS, "store.offer_accepted.v1"),
            new Span("dispatch-service", "order.accepted.v1"),
            new Span(ORDERS, "delivery.delivered.v1"));

    private static final int LOOKS = 40;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    public OrderStory {
        spans = List.copyOf(spans);
        missing = List.copyOf(missing);
    }

    /// Waits for it, since services tell their spans some seconds later.
    public static OrderStory find(TraceCollector collector) {
        var patience = new Patience();
        var story = of(collector);
        for (int look = 0; look < LOOKS && !story.isWhole() && patience.wait(BETWEEN_LOOKS); look++) {
            story = of(collector);
        }
        return story;
    }

    private static OrderStory of(TraceCollector collector) {
        var spans = collector.nearest(STEPS);
        return new OrderStory(
                spans, STEPS.stream().filter(step -> !spans.contains(step)).toList());
    }

    public boolean isWhole() {
        return missing.isEmpty();
    }

    /// Who took part.
    public List<String> services() {
        return spans.stream().map(Span::service).distinct().sorted().toList();
    }
}
