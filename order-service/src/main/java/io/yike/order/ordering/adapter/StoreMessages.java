package io.yike.order.ordering.adapter;

import io.yike.kit.event.Event;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.order.ordering.ChangeOrder;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Filled;
import io.yike.order.ordering.domain.Offer;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.StoreAnswer;
import io.yike.order.tracking.RoutingRecords;
import io.yike.order.tracking.domain.Attempt;
import io.yike.order.tracking.domain.Candidate;
import io.yike.order.tracking.domain.RoutingRecord;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What store-service tells about the search for a store and the work in it.
@Configuration(proxyBeanMethods = false)
class StoreMessages {

    private final ChangeOrder changeOrder;
    private final RoutingRecords routing;

    StoreMessages(ChangeOrder changeOrder, RoutingRecords routing) {
        this.changeOrder = changeOrder;
        this.routing = routing;
    }

    record Amount(long amount, String currency) {
        Money toMoney() {
            return new Money(amount, currency);
        }
    }

    record Point(double lat, double lng) {
        Coordinate toCoordinate() {
            return new Coordinate(lat, lng);
        }
    }

    record OfferMade(
            UUID orderId,
            UUID offerId,
            UUID storeId,
            @Nullable String storeName,
            int attempt,
            Instant offeredAt,
            Instant expiresAt,
            Instant promiseAt,
            @Nullable List<Candidate> candidates) {}

    record AnsweredLine(
            int line, String sku, int quantity, @Nullable String outcome, Amount storeUnitPrice) {
        StoreAnswer.Line toLine() {
            return new StoreAnswer.Line(
                    line,
                    sku,
                    quantity,
                    outcome == null ? Filled.Outcome.AS_ORDERED : Wire.constant(Filled.Outcome.class, outcome),
                    storeUnitPrice.toMoney());
        }
    }

    record OfferAccepted(
            UUID orderId,
            UUID offerId,
            UUID storeId,
            @Nullable String storeName,
            Point storePoint,
            List<AnsweredLine> lines,
            Amount storeTotal,
            Instant readyAt,
            Instant promiseAt,
            Instant acceptedAt) {}

    record OfferDeclined(UUID orderId, UUID offerId, UUID storeId, String reason, String fault) {}

    record OfferExpired(UUID orderId, UUID offerId, UUID storeId) {}

    record RoutingFailed(
            UUID orderId, String reason, @Nullable List<Candidate> candidates) {}

    record OrderReady(UUID orderId, UUID storeId, Instant readyAt) {}

    record CounterReserved(
            UUID orderId,
            UUID storeId,
            Point storePoint,
            List<AnsweredLine> lines,
            Amount storeTotal,
            Instant readyAt,
            Instant promiseAt) {}

    @Bean
    EventHandler<OfferMade> onOfferMade() {
        return EventHandler.of("store.offer_made.v1", OfferMade.class, OfferMade::orderId, this::offerMade);
    }

    @Bean
    EventHandler<OfferAccepted> onOfferAccepted() {
        return EventHandler.of(
                "store.offer_accepted.v1", OfferAccepted.class, OfferAccepted::orderId, this::offerAccepted);
    }

    @Bean
    EventHandler<OfferDeclined> onOfferDeclined() {
        return EventHandler.of(
                "store.offer_declined.v1", OfferDeclined.class, OfferDeclined::orderId, this::offerDeclined);
    }

    @Bean
    EventHandler<OfferExpired> onOfferExpired() {
        return EventHandler.of("store.offer_expired.v1", OfferExpired.class, OfferExpired::orderId, this::offerExpired);
    }

    @Bean
    EventHandler<RoutingFailed> onRoutingFailed() {
        return EventHandler.of(
                "store.routing_failed.v1", RoutingFailed.class, RoutingFailed::orderId, this::routingFailed);
    }

    @Bean
    EventHandler<OrderReady> onOrderReady() {
        return EventHandler.of("store.order_ready.v1", OrderReady.class, OrderReady::orderId, this::orderReady);
    }

    @Bean
    EventHandler<CounterReserved> onCounterReserved() {
        return EventHandler.of(
                "store.counter_reserved.v1", CounterReserved.class, CounterReserved::orderId, this::counterReserved);
    }

    private EventOutcome offerMade(Event<OfferMade> event) {
        OfferMade made = event.data();
        Offer offer = new Offer(
                made.offerId(),
                made.storeId(),
                made.storeName(),
                made.attempt(),
                made.offeredAt(),
                made.expiresAt(),
                made.promiseAt());
        return change(made.orderId(), order -> {
            Decision decision = order.offer(offer);
            if (!(decision instanceof Decision.Early)) {
                routing.add(
                        order.id(),
                        new Attempt(
                                made.attempt(),
                                made.offerId(),
                                made.storeId(),
                                made.storeName(),
                                made.offeredAt(),
                                made.expiresAt(),
                                made.promiseAt(),
                                decision instanceof Decision.Changed
                                        ? new Attempt.Answer.Open()
                                        : new Attempt.Answer.Withdrawn(event.time()),
                                made.candidates() == null ? List.of() : made.candidates()));
            }
            return decision;
        });
    }

    private EventOutcome offerAccepted(Event<OfferAccepted> event) {
        OfferAccepted accepted = event.data();
        StoreAnswer answer = new StoreAnswer(
                accepted.storeId(),
                accepted.storeName(),
                accepted.storePoint().toCoordinate(),
                accepted.lines().stream().map(AnsweredLine::toLine).toList(),
                accepted.storeTotal().toMoney(),
                accepted.readyAt(),
                accepted.promiseAt(),
                accepted.acceptedAt());
        return change(accepted.orderId(), order -> {
            Decision decision = order.acceptOffer(accepted.offerId(), answer);
            if (decision instanceof Decision.Changed changed
                    && changed.order().state().findAcceptance().isPresent()) {
                routing.accepted(accepted.offerId(), accepted.acceptedAt());
            }
            return decision;
        });
    }

    private EventOutcome offerDeclined(Event<OfferDeclined> event) {
        OfferDeclined declined = event.data();
        return change(declined.orderId(), order -> {
            routing.declined(declined.offerId(), declined.reason(), declined.fault(), event.time());
            return order.declineOffer(
                    declined.offerId(),
                    declined.storeId(),
                    declined.reason(),
                    Wire.constant(Fault.class, declined.fault()),
                    event.time());
        });
    }

    private EventOutcome offerExpired(Event<OfferExpired> event) {
        OfferExpired expired = event.data();
        return change(expired.orderId(), order -> {
            routing.expired(expired.offerId(), event.time());
            return order.expireOffer(expired.offerId(), expired.storeId(), event.time());
        });
    }

    private EventOutcome routingFailed(Event<RoutingFailed> event) {
        RoutingFailed failed = event.data();
        return change(failed.orderId(), order -> {
            Decision decision = order.failRouting(failed.reason(), event.time());
            if (decision instanceof Decision.Changed) {
                routing.failed(
                        order.id(),
                        new RoutingRecord.Failure(
                                failed.reason(),
                                event.time(),
                                failed.candidates() == null ? List.of() : failed.candidates()));
            }
            return decision;
        });
    }

    private EventOutcome orderReady(Event<OrderReady> event) {
        OrderReady ready = event.data();
        return change(ready.orderId(), order -> order.makeReady(ready.storeId(), ready.readyAt(), event.time()));
    }

    private EventOutcome counterReserved(Event<CounterReserved> event) {
        CounterReserved reserved = event.data();
        StoreAnswer answer = new StoreAnswer(
                reserved.storeId(),
                null,
                reserved.storePoint().toCoordinate(),
                reserved.lines().stream().map(AnsweredLine::toLine).toList(),
                reserved.storeTotal().toMoney(),
                reserved.readyAt(),
                reserved.promiseAt(),
                event.time());
        return change(reserved.orderId(), order -> order.reserveAtCounter(answer));
    }

    private EventOutcome change(UUID orderId, Function<Order, Decision> trigger) {
        return Outcomes.of(changeOrder.change(orderId, trigger));
    }
}
