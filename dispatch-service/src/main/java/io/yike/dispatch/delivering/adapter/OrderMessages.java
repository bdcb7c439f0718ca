package io.yike.dispatch.delivering.adapter;

import io.yike.dispatch.delivering.TakeInOrder;
import io.yike.dispatch.delivering.TakeInOrder.Outcome;
import io.yike.dispatch.delivering.domain.CancelReason;
import io.yike.dispatch.delivering.domain.Collection;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.LockerCell;
import io.yike.dispatch.delivering.domain.Unreachable;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What order-service tells about orders.
@Configuration(proxyBeanMethods = false)
class OrderMessages {

    /// The states of an order that a store has accepted.
    private static final Set<String> ACCEPTED_STATES = Set.of("accepted", "ready");

    private final TakeInOrder takeInOrder;

    OrderMessages(TakeInOrder takeInOrder) {
        this.takeInOrder = takeInOrder;
    }

    record Point(double lat, double lng) {
        Coordinate toCoordinate() {
            return new Coordinate(lat, lng);
        }
    }

    record Amount(long amount, String currency) {}

    record Collect(String method, Amount amount) {
        Collection toCollection() {
            return new Collection(
                    Wire.constant(Collection.Method.class, method), new Money(amount.amount(), amount.currency()));
        }
    }

    record Window(Instant start, Instant end) {}

    record Accepted(
            UUID orderId,
            String fulfilment,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID storeId,
            Point storePoint,
            @Nullable Point destination,
            @Nullable Collect collect,
            Instant readyAt,
            Instant promiseAt,
            @Nullable Window window,
            String unreachable,
            Instant acceptedAt) {

        Errand toErrand() {
            return new Errand(
                    orderId,
                    storeId,
                    platformId,
                    residentId,
                    storePoint.toCoordinate(),
                    Objects.requireNonNull(destination, "a delivery has a destination")
                            .toCoordinate(),
                    promiseAt,
                    window == null ? null : window.start(),
                    collect == null ? null : collect.toCollection(),
                    Wire.constant(Unreachable.class, unreachable),
                    null,
                    0);
        }
    }

    record Redirected(
            UUID orderId,
            Point destination,
            @Nullable UUID holdId,
            @Nullable UUID facilityId,
            @Nullable String facilityName,
            @Nullable String cell) {

        @Nullable LockerCell toCell() {
            return holdId == null
                    ? null
                    : new LockerCell(
                            holdId,
                            Objects.requireNonNull(facilityId, "a cell has a facility"),
                            Objects.requireNonNull(facilityName, "a facility has a name"),
                            Objects.requireNonNull(cell, "a cell has a door"));
        }
    }

    record CellOpened(UUID holdId, @Nullable UUID orderId, String use) {}

    record Ready(UUID orderId, Instant readyAt) {}

    record Cancelled(UUID orderId, String from) {}

    record Returned(UUID orderId) {}

    @Bean
    EventHandler<Accepted> onOrderAccepted() {
        return EventHandler.of(
                "order.accepted.v1",
                Accepted.class,
                Accepted::orderId,
                event -> outcome(
                        event.data().fulfilment().equals("pickup")
                                ? takeInOrder.acceptedForPickup(
                                        event.data().orderId(), event.data().acceptedAt())
                                : takeInOrder.accepted(
                                        event.data().toErrand(), event.data().readyAt())));
    }

    @Bean
    EventHandler<Ready> onOrderReady() {
        return EventHandler.of(
                "order.ready.v1",
                Ready.class,
                Ready::orderId,
                event -> outcome(
                        takeInOrder.ready(event.data().orderId(), event.data().readyAt())));
    }

    @Bean
    EventHandler<Cancelled> onOrderCancelled() {
        return EventHandler.of(
                "order.cancelled.v1",
                Cancelled.class,
                Cancelled::orderId,
                event -> outcome(takeInOrder.ended(
                        event.data().orderId(),
                        CancelReason.ORDER_CANCELLED,
                        ACCEPTED_STATES.contains(event.data().from()))));
    }

    @Bean
    EventHandler<Returned> onOrderReturned() {
        return EventHandler.of(
                "order.returned.v1",
                Returned.class,
                Returned::orderId,
                event -> outcome(takeInOrder.ended(event.data().orderId(), CancelReason.ORDER_RETURNED, true)));
    }

    @Bean
    EventHandler<Redirected> onOrderRedirected() {
        return EventHandler.of("order.redirected.v1", Redirected.class, Redirected::orderId, event -> {
            Redirected redirected = event.data();
            return outcome(takeInOrder.redirected(
                    redirected.orderId(),
                    event.sequence(),
                    redirected.destination().toCoordinate(),
                    redirected.toCell()));
        });
    }

    /// booking-service tells it; a parcel is none of ours.
    @Bean
    EventHandler<CellOpened> onCellOpened() {
        return EventHandler.of("cell.opened.v1", CellOpened.class, CellOpened::holdId, event -> {
            UUID orderId = event.data().orderId();
            return orderId == null || !event.data().use().equals("drop")
                    ? EventOutcome.ignored("no bag was put in")
                    : outcome(takeInOrder.droppedIntoCell(orderId, event.data().holdId()));
        });
    }

    private static EventOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done _ -> EventOutcome.applied();
            case Outcome.Ignored(String why) -> EventOutcome.ignored(why);
            case Outcome.Early(String why) -> EventOutcome.early(why);
        };
    }
}
