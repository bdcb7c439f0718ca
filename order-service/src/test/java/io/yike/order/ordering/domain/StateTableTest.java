package io.yike.order.ordering.domain;

import static io.yike.order.ordering.domain.OrderFixtures.COURIER;
import static io.yike.order.ordering.domain.OrderFixtures.NEXT_OFFER;
import static io.yike.order.ordering.domain.OrderFixtures.NEXT_STORE;
import static io.yike.order.ordering.domain.OrderFixtures.OFFER;
import static io.yike.order.ordering.domain.OrderFixtures.ROUTE_UNTIL;
import static io.yike.order.ordering.domain.OrderFixtures.STORE;
import static io.yike.order.ordering.domain.OrderFixtures.TERMS;
import static io.yike.order.ordering.domain.OrderFixtures.answer;
import static io.yike.order.ordering.domain.OrderFixtures.at;
import static io.yike.order.ordering.domain.OrderFixtures.offer;
import static io.yike.order.ordering.domain.OrderFixtures.step;
import static io.yike.order.ordering.domain.OrderFixtures.whole;
import static io.yike.order.ordering.domain.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.order.ordering.domain.DeliveryStep.What;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table in the service's README is what the machine does.
class StateTableTest {

    private static final List<Order> BROUGHT = List.of(
            OrderFixtures.placed(),
            OrderFixtures.authorised(),
            OrderFixtures.offered(),
            OrderFixtures.accepted(),
            OrderFixtures.ready(),
            OrderFixtures.completed(),
            OrderFixtures.cancelled(),
            OrderFixtures.unfulfilled(),
            OrderFixtures.returned());
    private static final List<Order> FETCHED =
            List.of(OrderFixtures.acceptedForPickup(), OrderFixtures.readyForPickup());
    private static final List<Order> COUNTER =
            List.of(OrderFixtures.placed(Kind.COUNTER, Fulfilment.DELIVERY, Order.PayBy.CASH), OrderFixtures.taken());

    private final List<String> table =
            new ArrayList<>(List.of("| from | trigger | to |", "|---|---|---|", "| – | placed | `placed` |"));

    @Test
    void theReadmeShowsTheTransitions() throws IOException {
        rows("payment refused, or silent past its deadline", BROUGHT, order -> order.refusePayment(at(60)));
        rows("payment authorised", BROUGHT, order -> order.authorise(at(1), ROUTE_UNTIL));
        rows("payment authorised, counter order", COUNTER, order -> order.authorise(at(1), ROUTE_UNTIL));
        rows("a store is asked", BROUGHT, order -> order.offer(offer(NEXT_OFFER, NEXT_STORE, 2)));
        rows(
                "the store declines",
                BROUGHT,
                order -> order.declineOffer(OFFER, STORE, "store_too_busy", Fault.STORE, at(9)));
        rows("the store is silent", BROUGHT, order -> order.expireOffer(OFFER, STORE, at(61)));
        rows("no store is left, or routing is over", BROUGHT, order -> order.failRouting("no_candidate", at(90)));
        rows("the store accepts, whole or in part", BROUGHT, order -> order.acceptOffer(OFFER, whole()));
        rows(
                "the store accepts in part what may not be changed",
                BROUGHT,
                order -> order.acceptOffer(
                        OFFER,
                        answer(
                                new StoreAnswer.Line(1, "tea", 1, Filled.Outcome.REDUCED, yuan(6.00)),
                                new StoreAnswer.Line(2, "water", 6, Filled.Outcome.AS_ORDERED, yuan(1.80)))));
        rows("the counter's store says what it took", COUNTER, order -> order.reserveAtCounter(whole()));
        rows("the counter's store never does", COUNTER, order -> order.giveUpOnCounter(at(601)));
        rows("the store says ready", BROUGHT, order -> order.makeReady(STORE, at(300), at(300)));
        rows("the store never does", BROUGHT, order -> order.giveUpOnStore(at(9000)));
        rows("delivered", BROUGHT, order -> order.deliver(step(9, new What.Delivered(COURIER, null, null))));
        rows("the pickup code is entered", FETCHED, order -> order.collect(Actor.store(STORE), at(900)));
        rows(
                "cancelled",
                BROUGHT,
                order -> order.cancel(CancelReason.CHANGED_MIND, Fault.PLATFORM, Actor.SYSTEM, TERMS, at(60)));
        rows(
                "the delivery comes back",
                BROUGHT,
                order -> order.deliver(step(9, new What.Returned("recipient_unreachable", Fault.RESIDENT))));
        rows("no courier is found", BROUGHT, order -> order.deliver(step(9, new What.NoCourier())));
        rows("nobody fetches it", FETCHED, order -> order.giveUpOnResident(at(9000)));

        assertThat(Files.readString(Path.of("README.md"))).contains(String.join("\n", table) + "\n\n");
    }

    @Test
    void aFinalStateIsNeverLeft() {
        List<Order> ended = BROUGHT.stream()
                .filter(order -> order.state().status().isFinal())
                .toList();

        assertThat(ended).hasSize(4);
        for (Order order : ended) {
            assertThat(List.of(
                            order.authorise(at(1), ROUTE_UNTIL),
                            order.refusePayment(at(60)),
                            order.offer(offer(NEXT_OFFER, NEXT_STORE, 2)),
                            order.acceptOffer(OFFER, whole()),
                            order.failRouting("no_candidate", at(90)),
                            order.makeReady(STORE, at(300), at(300)),
                            order.giveUpOnStore(at(9000)),
                            order.giveUpOnCourier(at(9000)),
                            order.giveUpOnResident(at(9000)),
                            order.deliver(step(9, new What.Delivered(COURIER, null, null))),
                            order.deliver(step(9, new What.NoCourier()))))
                    .allSatisfy(decision -> assertThat(statusAfter(order, decision))
                            .isEqualTo(order.state().status()));
        }
    }

    private static OrderStatus statusAfter(Order before, Decision decision) {
        return decision instanceof Decision.Changed(Order after, var _)
                ? after.state().status()
                : before.state().status();
    }

    private void rows(String trigger, List<Order> orders, Function<Order, Decision> pull) {
        Map<OrderStatus, Set<OrderStatus>> fromByTo = new LinkedHashMap<>();
        for (Order order : orders) {
            if (!order.state().status().isFinal() && pull.apply(order) instanceof Decision.Changed changed) {
                fromByTo.computeIfAbsent(changed.order().state().status(), _ -> EnumSet.noneOf(OrderStatus.class))
                        .add(order.state().status());
            }
        }
        assertThat(fromByTo).as(trigger).isNotEmpty();
        fromByTo.forEach((to, from) -> table.add("| %s | %s | %s |"
                .formatted(
                        from.stream().map(StateTableTest::word).collect(Collectors.joining(", ")), trigger, word(to))));
    }

    private static String word(OrderStatus status) {
        return "`" + status.name().toLowerCase(Locale.ROOT) + "`";
    }
}
