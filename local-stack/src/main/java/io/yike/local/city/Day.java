package io.yike.local.city;

import io.yike.contracts.order.model.Order;
import io.yike.contracts.order.model.OrderPage;
import io.yike.contracts.order.model.OrderState;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.Timeline;
import io.yike.contracts.order.model.TimelineType;
import io.yike.local.DemoCity.CityDay;
import io.yike.local.DemoCity.DayProgress;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.Answer.Unchanged;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.api.Connection;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// A day of orders: placed at a rate that the machine bears, watched until each has ended.
final class Day {

    private static final System.Logger LOG = System.getLogger(Day.class.getName());

    private static final double FIRST_RATE = 8;
    private static final double LEAST_RATE = 0.5;
    private static final double GREATEST_RATE = 12;
    private static final int MOST_OPEN = 160;
    private static final int PLACED_AT_ONCE = 16;
    private static final int READ_AT_ONCE = 4;
    private static final Duration ADAPT_EVERY = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// How long nothing may end before the day is given up.
    private static final Duration STANDSTILL = Duration.ofMinutes(4);

    private static final List<OrderState> UNDER_WAY =
            List.of(OrderState.PLACED, OrderState.OFFERED, OrderState.ACCEPTED, OrderState.READY);

    private final Town town;
    private final Connection connection;
    private final Shopping shopping;
    private final Customers customers;
    private final ConcurrentMap<UUID, Watched> open = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> refused = new ConcurrentHashMap<>();
    private final AtomicInteger placed = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final DayBook book = new DayBook();
    private int told;

    Day(Town town, Connection connection, Shopping shopping, Customers customers) {
        this.town = town;
        this.connection = connection;
        this.shopping = shopping;
        this.customers = customers;
    }

    CityDay run(int orders, DayProgress progress) {
        var started = town.clock().instant();
        long pushedBackBefore = connection.pushedBack();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> placeAll(orders, threads));
            watch(orders, started, progress);
        }
        return book.close(
                placed.get(),
                new TreeMap<>(refused),
                Duration.between(started, town.clock().instant()),
                connection.pushedBack() - pushedBackBefore);
    }

    private void placeAll(int orders, ExecutorService threads) {
        var room = new Semaphore(PLACED_AT_ONCE);
        double rate = FIRST_RATE;
        long pushedBack = connection.pushedBack();
        var adaptAt = town.clock().instant().plus(ADAPT_EVERY);
        for (int number = 1; number <= orders; number++) {
            while (open.size() >= MOST_OPEN && town.patience().wait(Duration.ofMillis(200))) {
                LOG.log(Level.TRACE, "waiting for orders to end");
            }
            if (!town.patience().wait(Duration.ofNanos(Math.round(1e9 / rate)))) {
                return;
            }
            if (town.clock().instant().isAfter(adaptAt)) {
                boolean pushed = connection.pushedBack() > pushedBack;
                rate = pushed ? Math.max(LEAST_RATE, rate * 0.7) : Math.min(GREATEST_RATE, rate + 0.5);
                pushedBack = connection.pushedBack();
                adaptAt = town.clock().instant().plus(ADAPT_EVERY);
            }
            var wish = shopping.wish(number);
            room.acquireUninterruptibly();
            threads.execute(() -> {
                try {
                    place(wish);
                } catch (ApiException lost) {
                    LOG.log(Level.WARNING, () -> wish.reference() + " could not be placed", lost);
                    refused.merge("unavailable", 1, Integer::sum);
                    settled.incrementAndGet();
                } finally {
                    room.release();
                }
            });
        }
    }

    private void place(Wish wish) {
        switch (customers.placing(wish).send()) {
            case Given<Order>(var order, var _) -> {
                placed.incrementAndGet();
                open.put(
                        order.getOrderId(),
                        new Watched(
                                order.getOrderId(),
                                customers.buyerOf(wish),
                                town.clock().instant()));
                customers.afterwards(wish, order);
            }
            case Refused<Order>(var _, var code, var detail) -> {
                LOG.log(Level.DEBUG, () -> wish.reference() + " was refused: " + code + " " + detail);
                refused.merge(code, 1, Integer::sum);
                settled.incrementAndGet();
            }
            case Unchanged<Order> _ -> throw new IllegalStateException("a new order cannot be unchanged");
        }
    }

    private void watch(int orders, Instant started, DayProgress progress) {
        var lastEnd = town.clock().instant();
        int before = -1;
        while (settled.get() < orders) {
            if (!town.patience().wait(LOOK_EVERY)) {
                return;
            }
            try {
                var ended = endedBy(town.clock().instant(), started);
                Together.each(ended, READ_AT_ONCE, watched -> {
                    noteEnd(watched);
                    tell(progress, orders);
                    return watched;
                });
            } catch (ApiException trouble) {
                LOG.log(Level.DEBUG, "the day could not be watched for a moment", trouble);
            }
            tell(progress, orders);
            if (settled.get() != before) {
                before = settled.get();
                lastEnd = town.clock().instant();
            } else if (lastEnd.plus(STANDSTILL).isBefore(town.clock().instant())) {
                LOG.log(Level.WARNING, () -> open.size() + " orders have not ended: " + open.keySet());
                return;
            }
        }
    }

    /// The orders that were open before that time and are no longer.
    private List<Watched> endedBy(Instant now, Instant started) {
        var byBuyer = open.values().stream()
                .filter(watched -> watched.placedAt().isBefore(now))
                .collect(Collectors.groupingBy(Watched::buyer));
        var ended = new ArrayList<Watched>();
        byBuyer.forEach((buyer, watched) -> {
            var alive = alive(buyer, started);
            watched.stream().filter(each -> !alive.contains(each.orderId())).forEach(ended::add);
        });
        return ended;
    }

    private Set<UUID> alive(ApiClient buyer, Instant started) {
        String filter =
                UNDER_WAY.stream().map(state -> "&state=" + state.getValue()).collect(Collectors.joining());
        var alive = new HashSet<UUID>();
        String cursor = null;
        do {
            var page = buyer.get(
                            "/v1/orders?limit=200" + filter + "&placedFrom=" + started.minusSeconds(60)
                                    + (cursor == null ? "" : "&cursor=" + cursor),
                            OrderPage.class)
                    .get();
            page.getItems().forEach(order -> alive.add(order.getOrderId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        return alive;
    }

    private void noteEnd(Watched watched) {
        var orderId = watched.orderId();
        var timeline = watched.buyer()
                .get("/v1/orders/" + orderId + "/events?limit=200", Timeline.class)
                .get()
                .getItems();
        boolean nobody = timeline.stream().anyMatch(entry -> entry.getType() == TimelineType.ORDER_UNFULFILLED);
        Routing routing = null;
        if (nobody) {
            routing = watched.buyer()
                    .get("/v1/orders/" + orderId + "/routing", Routing.class)
                    .get();
        }
        if (open.remove(orderId) != null) {
            book.note(orderId, timeline, routing);
            settled.incrementAndGet();
        }
    }

    /// Each number once and in order, whoever notices an end.
    private synchronized void tell(DayProgress progress, int orders) {
        while (told < settled.get()) {
            told++;
            progress.ended(told, orders);
        }
    }

    private record Watched(UUID orderId, ApiClient buyer, Instant placedAt) {}
}
