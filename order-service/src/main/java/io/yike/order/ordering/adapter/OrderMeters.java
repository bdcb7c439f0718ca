package io.yike.order.ordering.adapter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yike.kit.jdbc.Row;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderStatus;
import io.yike.order.wire.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What an operator watches of orders: how many stand where and for how long, and how long each step took from placing.
///
/// `yike.orders.open{status}` and `yike.orders.oldest{status}` (seconds since placing) are read from the database when
/// asked for, at most every ten seconds; `yike.order.reached{step}` counts from placing, once the step is committed.
@Component
class OrderMeters {

    private static final Duration FRESH_FOR = Duration.ofSeconds(10);
    private static final List<OrderStatus> OPEN =
            List.of(OrderStatus.PLACED, OrderStatus.OFFERED, OrderStatus.ACCEPTED, OrderStatus.READY);
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    /// @param oldest when the oldest of them was placed
    private record Standing(long orders, Instant oldest) {}

    private record Look(Instant at, Map<String, Standing> byStatus) {}

    private final JdbcClient jdbc;
    private final MeterRegistry meters;
    private final Clock clock;
    private @Nullable Look last;

    OrderMeters(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
        this.jdbc = jdbc;
        this.meters = meters;
        this.clock = clock;
        for (OrderStatus status : OPEN) {
            String word = Wire.word(status);
            Gauge.builder("yike.orders.open", this, orders -> orders.count(word))
                    .tag("status", word)
                    .description("Orders that have not ended")
                    .register(meters);
            Gauge.builder("yike.orders.oldest", this, orders -> orders.oldestSeconds(word))
                    .tag("status", word)
                    .baseUnit("seconds")
                    .description("Since the oldest order in this status was placed")
                    .register(meters);
        }
    }

    /// Counts the steps once they are certain.
    void afterCommit(Order order, List<OrderEvent> events) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                events.forEach(event -> reached(order, event));
            }
        });
    }

    private void reached(Order order, OrderEvent event) {
        String step = step(event);
        if (step != null) {
            Timer.builder("yike.order.reached")
                    .tag("step", step)
                    .tag("fulfilment", Wire.word(order.fulfilment()))
                    .serviceLevelObjectives(BUCKETS)
                    .description("Since the order was placed")
                    .register(meters)
                    .record(Duration.between(order.placedAt(), event.at()));
        }
    }

    private static @Nullable String step(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Authorised _ -> "authorised";
            case OrderEvent.Offered _ -> "offered";
            case OrderEvent.Accepted _ -> "accepted";
            case OrderEvent.Ready _ -> "ready";
            case OrderEvent.Completed _ -> "completed";
            case OrderEvent.Cancelled _ -> "cancelled";
            case OrderEvent.Unfulfilled _ -> "unfulfilled";
            case OrderEvent.Returned _ -> "returned";
            case OrderEvent.Placed _,
                    OrderEvent.OfferDeclined _,
                    OrderEvent.OfferExpired _,
                    OrderEvent.Delivering _,
                    OrderEvent.PickupReminded _,
                    OrderEvent.Redirected _,
                    OrderEvent.LockerChoiceWanted _,
                    OrderEvent.PickupCodeReissued _,
                    OrderEvent.Refunded _ -> null;
        };
    }

    private double count(String status) {
        Standing standing = look().get(status);
        return standing == null ? 0 : standing.orders();
    }

    private double oldestSeconds(String status) {
        Standing standing = look().get(status);
        return standing == null
                ? 0
                : Duration.between(standing.oldest(), clock.instant()).toMillis() / 1000.0;
    }

    private synchronized Map<String, Standing> look() {
        Instant now = clock.instant();
        Look known = last;
        if (known != null && now.isBefore(known.at().plus(FRESH_FOR))) {
            return known.byStatus();
        }
        Map<String, Standing> found = jdbc
                .sql("""
                        select status, count(*) as orders, min(placed_at) as oldest from orders
                        where ended_at is null group by status
                        """)
                .query(Row.to(row ->
                        Map.entry(row.text("status"), new Standing(row.number("orders"), row.instant("oldest")))))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        last = new Look(now, found);
        return found;
    }
}
