package io.yike.local.city;

import io.yike.contracts.order.model.Order;
import io.yike.contracts.order.model.Timeline;
import io.yike.local.DemoCity.Rushed;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.district.Dice;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Orders at a steady rate, whether or not the API keeps up.
///
/// Some ask again although they were answered, as one does whose answer was lost; some look how their order goes.
final class Rush {

    private static final System.Logger LOG = System.getLogger(Rush.class.getName());

    private static final double ASKS_AGAIN = 0.05;
    private static final Duration ASKS_AGAIN_WITHIN = Duration.ofSeconds(30);
    private static final double FOLLOWS = 0.1;
    private static final Duration LOOKS_EVERY = Duration.ofSeconds(5);
    private static final Duration FOLLOWS_FOR = Duration.ofMinutes(3);

    private final Town town;
    private final Shopping shopping;
    private final Customers customers;
    private final Executor people;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger confirmed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();

    /// @param people who follow their order for longer than the rush lasts
    Rush(Town town, Shopping shopping, Customers customers, Executor people) {
        this.town = town;
        this.shopping = shopping;
        this.customers = customers;
        this.people = people;
    }

    /// Returns once the last one has an answer or has given up.
    Rushed run(double ordersPerSecond, Duration time) {
        var begun = town.clock().instant();
        var end = begun.plus(time);
        var between = Duration.ofNanos(Math.round(1e9 / ordersPerSecond));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 1; ; number++) {
                var due = begun.plus(between.multipliedBy(number - 1L));
                if (due.isAfter(end) || !waitUntil(due)) {
                    break;
                }
                var wish = shopping.wish(number);
                asked.incrementAndGet();
                threads.execute(() -> place(wish));
            }
        }
        return new Rushed(asked.get(), confirmed.get(), refused.get(), givenUp.get());
    }

    private void place(Wish wish) {
        try {
            var placing = customers.placing(wish);
            var dice = Dice.of(town.district().seed(), "rush/" + wish.reference());
            switch (placing.send()) {
                case Given<Order>(var order, var _) -> {
                    confirmed.incrementAndGet();
                    if (dice.hits(ASKS_AGAIN)) {
                        people.execute(() -> sendAgain(wish, placing, dice));
                    }
                    if (dice.hits(FOLLOWS)) {
                        people.execute(() -> follow(wish, order.getOrderId()));
                    }
                    people.execute(() -> afterwards(wish, order));
                }
                case Refused<Order>(var _, var code, var detail) -> {
                    LOG.log(Level.DEBUG, () -> wish.reference() + " was refused: " + code + " " + detail);
                    refused.incrementAndGet();
                }
                default -> throw new ApiException("a new order cannot be unchanged");
            }
        } catch (ApiException lost) {
            givenUp.incrementAndGet();
            LOG.log(Level.DEBUG, () -> wish.reference() + " could not be placed", lost);
        }
    }

    private void sendAgain(Wish wish, Customers.Placing placing, Dice dice) {
        try {
            if (town.patience()
                    .wait(Duration.ofMillis(dice.between(0, Math.toIntExact(ASKS_AGAIN_WITHIN.toMillis()))))) {
                placing.send();
            }
        } catch (ApiException lost) {
            LOG.log(Level.DEBUG, () -> wish.reference() + " could not be sent again", lost);
        }
    }

    private void afterwards(Wish wish, Order order) {
        try {
            customers.afterwards(wish, order);
        } catch (ApiException lost) {
            LOG.log(Level.DEBUG, () -> wish.reference() + " could not be cancelled", lost);
        }
    }

    /// Until it has ended; what the witness of the connection makes of it is its own affair.
    private void follow(Wish wish, UUID orderId) {
        var until = town.clock().instant().plus(FOLLOWS_FOR);
        while (town.clock().instant().isBefore(until) && town.patience().wait(LOOKS_EVERY)) {
            try {
                var timeline =
                        customers.buyerOf(wish).get("/v1/orders/" + orderId + "/events?limit=200", Timeline.class);
                if (timeline.get().getItems().stream().anyMatch(OrderStory::ends)) {
                    return;
                }
            } catch (ApiException lost) {
                LOG.log(Level.DEBUG, () -> wish.reference() + " cannot be followed", lost);
            }
        }
    }

    private boolean waitUntil(Instant due) {
        var wait = Duration.between(town.clock().instant(), due);
        return wait.isPositive() ? town.patience().wait(wait) : town.patience().lasts();
    }
}
