package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.named;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.payments.Money;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.store.routing.EndRouting;
import io.yike.store.routing.EndRouting.Ended;
import io.yike.store.routing.StartRouting;
import io.yike.store.routing.domain.RoutedOrder;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What order-service tells, and what this service does about it. An event ahead of `order.placed.v1` waits for it.
@Configuration(proxyBeanMethods = false)
class OrderMessages {

    @Bean
    EventHandler<OrderPlaced> orderPlaced(StartRouting startRouting) {
        return EventHandler.of(
                "order.placed.v1",
                OrderPlaced.class,
                OrderPlaced::orderId,
                event -> startRouting.placed(event.data().toOrder())
                        ? EventOutcome.applied()
                        : EventOutcome.ignored("known"));
    }

    @Bean
    EventHandler<OrderAuthorised> orderAuthorised(StartRouting startRouting) {
        return EventHandler.of(
                "order.authorised.v1",
                OrderAuthorised.class,
                OrderAuthorised::orderId,
                event -> switch (startRouting.authorised(
                        event.data().orderId(), event.data().routeUntil())) {
                    case STARTED -> EventOutcome.applied();
                    case REPEATED -> EventOutcome.ignored("started or ended before");
                    case TOO_EARLY -> EventOutcome.early("the order is not placed yet");
                });
    }

    @Bean
    EventHandler<OrderCancelled> orderCancelled(EndRouting endRouting) {
        return EventHandler.of(
                "order.cancelled.v1",
                OrderCancelled.class,
                OrderCancelled::orderId,
                event -> outcome(
                        endRouting.release(event.data().orderId(), event.data().reason(), false)));
    }

    @Bean
    EventHandler<OrderUnfulfilled> orderUnfulfilled(EndRouting endRouting) {
        return EventHandler.of(
                "order.unfulfilled.v1",
                OrderUnfulfilled.class,
                OrderUnfulfilled::orderId,
                event -> outcome(
                        endRouting.release(event.data().orderId(), event.data().reason(), true)));
    }

    @Bean
    EventHandler<OrderReturned> orderReturned(EndRouting endRouting) {
        return EventHandler.of(
                "order.returned.v1",
                OrderReturned.class,
                OrderReturned::orderId,
                event -> outcome(endRouting.writeOff(
                        event.data().orderId(),
                        event.data().reason(),
                        event.data().returnedAt())));
    }

    @Bean
    EventHandler<OrderCompleted> orderCompleted(EndRouting endRouting) {
        return EventHandler.of(
                "order.completed.v1",
                OrderCompleted.class,
                OrderCompleted::orderId,
                event -> outcome(
                        endRouting.complete(event.data().orderId(), event.data().completedAt())));
    }

    private static EventOutcome outcome(Ended ended) {
        return switch (ended) {
            case DONE -> EventOutcome.applied();
            case REPEATED -> EventOutcome.ignored("ended before");
            case TOO_EARLY -> EventOutcome.early("what comes before it is not known yet");
        };
    }

    record OrderPlaced(
            UUID orderId,
            String kind,
            String fulfilment,
            @Nullable UUID storeId,
            List<PlacedLine> lines,
            @Nullable Point destination,
            @Nullable PlacedWindow window,
            Instant placedAt) {

        RoutedOrder toOrder() {
            return new RoutedOrder(
                    orderId,
                    named(Fulfilment.class, fulfilment),
                    "counter".equals(kind) ? storeId : null,
                    lines.stream().map(PlacedLine::toLine).toList(),
                    destination == null ? null : new Coordinate(destination.lat(), destination.lng()),
                    window == null ? null : new Window(window.start(), window.end()),
                    placedAt);
        }
    }

    record PlacedLine(int line, String sku, int quantity, Price unitPrice, String substitution) {

        RoutedOrder.Line toLine() {
            return new RoutedOrder.Line(
                    line,
                    sku,
                    quantity,
                    new Money(unitPrice.amount(), unitPrice.currency()),
                    "allowed".equals(substitution));
        }
    }

    record Price(long amount, String currency) {}

    record Point(double lat, double lng) {}

    record PlacedWindow(Instant start, Instant end) {}

    record OrderAuthorised(UUID orderId, Instant routeUntil) {}

    record OrderCancelled(UUID orderId, String reason) {}

    record OrderUnfulfilled(UUID orderId, String reason) {}

    record OrderReturned(UUID orderId, String reason, Instant returnedAt) {}

    record OrderCompleted(UUID orderId, Instant completedAt) {}
}
