package io.yike.order.ordering.adapter;

import io.yike.kit.event.OutgoingEvent;
import io.yike.order.ordering.domain.Acceptance;
import io.yike.order.ordering.domain.Ending;
import io.yike.order.ordering.domain.Filled;
import io.yike.order.ordering.domain.Line;
import io.yike.order.ordering.domain.LockerDrop;
import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.OrderStatus;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Window;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What other services are told of what happened to an order; the records are the schemas of `contracts/events`.
final class Announcements {

    private Announcements() {}

    static List<OutgoingEvent> of(Order order, List<OrderEvent> events) {
        List<OutgoingEvent> told = new ArrayList<>();
        for (OrderEvent event : events) {
            Payload payload = payload(order, event);
            if (payload != null) {
                long sequence = order.sequence() + told.size() + 1;
                told.add(new OutgoingEvent(payload.type(), order.id().toString(), sequence, payload));
            }
        }
        return told;
    }

    private static @Nullable Payload payload(Order order, OrderEvent event) {
        return switch (event) {
            case OrderEvent.Placed placed -> Placed.of(order, placed.at());
            case OrderEvent.Authorised authorised ->
                new Authorised(order.id(), authorised.at(), authorised.routeUntil());
            case OrderEvent.Offered offered ->
                new Offered(
                        order.id(),
                        offered.offer().storeId(),
                        offered.offer().id(),
                        offered.offer().attempt());
            case OrderEvent.Accepted accepted -> Accepted.of(order, accepted.acceptance());
            case OrderEvent.Ready ready -> new Ready(order.id(), ready.storeId(), ready.readyAt());
            case OrderEvent.Completed completed ->
                new Completed(order.id(), completed.storeId(), Amount.of(completed.total()), completed.at());
            case OrderEvent.Cancelled cancelled -> {
                Ending ending = cancelled.ending();
                yield new Cancelled(
                        order.id(),
                        cancelled.storeId(),
                        Wire.word(toldBefore(order, cancelled)),
                        ending.reason(),
                        Wire.word(ending.fault()),
                        Amount.of(ending.fee()),
                        Amount.of(ending.refund()),
                        cancelled.at());
            }
            case OrderEvent.Unfulfilled unfulfilled ->
                new Unfulfilled(
                        order.id(), unfulfilled.ending().reason(), Point.of(order.destination()), unfulfilled.at());
            case OrderEvent.Returned returned -> {
                Ending ending = returned.ending();
                yield new Returned(
                        order.id(),
                        returned.storeId(),
                        ending.reason(),
                        Wire.word(ending.fault()),
                        Amount.of(ending.refund()),
                        returned.at());
            }
            case OrderEvent.Redirected redirected -> Redirected.of(order, redirected);
            case OrderEvent.LockerChoiceWanted wanted ->
                new LockerChoiceWanted(
                        order.id(), wanted.facilityId(), wanted.alternatives(), wanted.until(), wanted.at());
            case OrderEvent.Refunded refunded ->
                new Refunded(
                        order.id(),
                        refunded.refund().id(),
                        Amount.of(refunded.refund().amount()),
                        Wire.word(refunded.refund().reason()),
                        Wire.word(refunded.refund().fault()),
                        refunded.at());
            case OrderEvent.OfferDeclined _,
                    OrderEvent.OfferExpired _,
                    OrderEvent.PickupReminded _,
                    OrderEvent.PickupCodeReissued _,
                    OrderEvent.Delivering _ -> null;
        };
    }

    /// What the others believed it to be. A counter's store that has not said what it took has the order, but
    /// nobody was told that it accepted: who waits for that would wait in vain.
    private static OrderStatus toldBefore(Order order, OrderEvent.Cancelled cancelled) {
        return cancelled.from() == OrderStatus.ACCEPTED
                        && order.state().findAcceptance().isEmpty()
                ? OrderStatus.PLACED
                : cancelled.from();
    }

    private sealed interface Payload {
        /// Routing key, CloudEvents type and schema name in one.
        default String type() {
            return switch (this) {
                case Placed _ -> "order.placed.v1";
                case Authorised _ -> "order.authorised.v1";
                case Offered _ -> "order.offered.v1";
                case Accepted _ -> "order.accepted.v1";
                case Ready _ -> "order.ready.v1";
                case Completed _ -> "order.completed.v1";
                case Cancelled _ -> "order.cancelled.v1";
                case Unfulfilled _ -> "order.unfulfilled.v1";
                case Returned _ -> "order.returned.v1";
                case Refunded _ -> "order.refunded.v1";
                case Redirected _ -> "order.redirected.v1";
                case LockerChoiceWanted _ -> "order.locker_choice_wanted.v1";
            };
        }
    }

    private record Amount(long amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency());
        }
    }

    private record Point(double lat, double lng) {
        static @Nullable Point of(@Nullable Coordinate coordinate) {
            return coordinate == null ? null : new Point(coordinate.latitude(), coordinate.longitude());
        }
    }

    private record Span(Instant start, Instant end) {
        static @Nullable Span of(@Nullable Window window) {
            return window == null ? null : new Span(window.start(), window.end());
        }
    }

    private record Placed(
            UUID orderId,
            String kind,
            String fulfilment,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            @Nullable UUID storeId,
            List<OrderedLine> lines,
            @Nullable Point destination,
            @Nullable Span window,
            String paymentMethod,
            Amount goodsTotal,
            Amount deliveryFee,
            Instant placedAt,
            @Nullable UUID quoteId)
            implements Payload {

        record OrderedLine(int line, String sku, int quantity, Amount unitPrice, String substitution) {
            static OrderedLine of(Line line) {
                return new OrderedLine(
                        line.number(),
                        line.item().sku(),
                        line.item().quantity(),
                        Amount.of(line.item().unitPrice()),
                        Wire.word(line.item().substitution()));
            }
        }

        static Placed of(Order order, Instant at) {
            return new Placed(
                    order.id(),
                    Wire.word(order.kind()),
                    Wire.word(order.fulfilment()),
                    order.buyer().platformId(),
                    order.buyer().residentId(),
                    order.takenAt(),
                    order.lines().stream().map(OrderedLine::of).toList(),
                    Point.of(order.destination()),
                    Span.of(order.window()),
                    Wire.word(order.payBy()),
                    Amount.of(order.goodsTotal()),
                    Amount.of(order.deliveryFee()),
                    at,
                    order.quoteId());
        }
    }

    private record Authorised(UUID orderId, Instant authorisedAt, Instant routeUntil) implements Payload {}

    private record Offered(UUID orderId, UUID storeId, UUID offerId, int attempt) implements Payload {}

    private record Accepted(
            UUID orderId,
            String kind,
            String fulfilment,
            @Nullable UUID platformId,
            @Nullable UUID residentId,
            UUID storeId,
            @Nullable Point storePoint,
            @Nullable Point destination,
            List<BaggedLine> lines,
            Amount goodsTotal,
            Amount deliveryFee,
            Amount total,
            @Nullable Collect collect,
            Instant readyAt,
            Instant promiseAt,
            @Nullable Span window,
            String unreachable,
            Instant acceptedAt)
            implements Payload {

        record BaggedLine(
                int line,
                String sku,
                int quantity,
                @Nullable String substituteFor) {}

        /// What is to be collected at the door.
        record Collect(String method, Amount amount) {}

        static Accepted of(Order order, Acceptance acceptance) {
            boolean due = order.payBy().atTheDoor() && order.fulfilment() == Fulfilment.DELIVERY;
            return new Accepted(
                    order.id(),
                    Wire.word(order.kind()),
                    Wire.word(order.fulfilment()),
                    order.buyer().platformId(),
                    order.buyer().residentId(),
                    acceptance.storeId(),
                    Point.of(acceptance.storePoint()),
                    Point.of(order.destination()),
                    acceptance.lines().stream()
                            .filter(line -> line.quantity() > 0)
                            .map(line -> bagged(order, line))
                            .toList(),
                    Amount.of(acceptance.goodsTotal()),
                    Amount.of(order.deliveryFee()),
                    Amount.of(order.total()),
                    due ? new Collect(Wire.word(order.payBy()), Amount.of(order.total())) : null,
                    acceptance.expectedReadyAt(),
                    acceptance.promiseAt(),
                    Span.of(order.window()),
                    Wire.word(order.unreachable()),
                    acceptance.acceptedAt());
        }

        private static BaggedLine bagged(Order order, Filled line) {
            boolean substitute = line.outcome() == Filled.Outcome.SUBSTITUTED;
            return new BaggedLine(
                    line.line(),
                    line.sku(),
                    line.quantity(),
                    substitute ? order.item(line.line()).sku() : null);
        }
    }

    private record Ready(UUID orderId, UUID storeId, Instant readyAt) implements Payload {}

    private record Completed(UUID orderId, UUID storeId, Amount total, Instant completedAt) implements Payload {}

    private record Cancelled(
            UUID orderId,
            @Nullable UUID storeId,
            String from,
            String reason,
            String fault,
            Amount fee,
            Amount refunded,
            Instant cancelledAt)
            implements Payload {}

    private record Unfulfilled(
            UUID orderId, String reason, @Nullable Point destination, Instant unfulfilledAt) implements Payload {}

    private record Redirected(
            UUID orderId,
            @Nullable Point destination,
            @Nullable UUID holdId,
            @Nullable UUID facilityId,
            @Nullable String facilityName,
            @Nullable String cell,
            Instant at)
            implements Payload {

        static Redirected of(Order order, OrderEvent.Redirected redirected) {
            LockerDrop.Cell cell = redirected.cell();
            return cell == null
                    ? new Redirected(order.id(), Point.of(order.destination()), null, null, null, null, redirected.at())
                    : new Redirected(
                            order.id(),
                            Point.of(cell.point()),
                            cell.holdId(),
                            cell.facilityId(),
                            cell.facilityName(),
                            cell.label(),
                            redirected.at());
        }
    }

    private record LockerChoiceWanted(
            UUID orderId, UUID facilityId, List<LockerDrop.Alternative> alternatives, Instant until, Instant at)
            implements Payload {}

    private record Refunded(
            UUID orderId, UUID refundId, Amount refunded, String reason, String fault, Instant refundedAt)
            implements Payload {}

    private record Returned(
            UUID orderId, UUID storeId, String reason, String fault, Amount refunded, Instant returnedAt)
            implements Payload {}
}
