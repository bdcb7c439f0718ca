package io.yike.local.city;

import io.yike.contracts.order.model.Candidate;
import io.yike.contracts.order.model.Order;
import io.yike.contracts.order.model.RoutingAttempt;
import io.yike.contracts.order.model.TimelineEntry;
import io.yike.contracts.order.model.TimelineType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The timeline of one order, told in aligned lines.
final class OrderStory {

    private static final Set<TimelineType> ENDS = Set.of(
            TimelineType.ORDER_COMPLETED,
            TimelineType.ORDER_CANCELLED,
            TimelineType.ORDER_UNFULFILLED,
            TimelineType.ORDER_RETURNED);
    private static final int WHAT = 17;
    private static final int STORE = 30;
    private static final String MARGIN = " ".repeat(11);

    private final Function<UUID, String> couriers;

    /// @param couriers the name of a courier
    OrderStory(Function<UUID, String> couriers) {
        this.couriers = couriers;
    }

    static boolean ends(TimelineEntry entry) {
        return ENDS.contains(entry.getType());
    }

    String tell(TimelineEntry entry, Order order) {
        return line(entry, what(entry.getType()), detail(entry, order));
    }

    /// Each candidate with its figures, nearest promise first; those out of reach are only counted.
    List<String> tellCandidates(RoutingAttempt attempt) {
        var lines = new ArrayList<String>();
        lines.add(MARGIN + Figures.column("candidates", WHAT) + " " + Figures.column("store", STORE)
                + "  distance  ready in   courier    travel   promise");
        attempt.getCandidates().stream()
                .filter(candidate -> !"out_of_reach".equals(candidate.getReason()))
                .sorted(Comparator.comparing(Candidate::getVerdict).thenComparingInt(OrderStory::promiseSeconds))
                .forEach(candidate -> lines.add(MARGIN + " ".repeat(WHAT) + " " + candidate(candidate)));
        long tooFar = attempt.getCandidates().stream()
                .filter(candidate -> "out_of_reach".equals(candidate.getReason()))
                .count();
        if (tooFar > 0) {
            lines.add(MARGIN + " ".repeat(WHAT) + " and " + tooFar + " more, out of reach");
        }
        return lines;
    }

    private static int promiseSeconds(Candidate candidate) {
        var seconds = candidate.getPromiseSeconds();
        return seconds == null ? Integer.MAX_VALUE : seconds;
    }

    private String candidate(Candidate candidate) {
        String verdict = switch (candidate.getVerdict()) {
            case OFFERED -> "offered";
            case ELIGIBLE -> "eligible";
            case PASSED_OVER -> "passed over: " + candidate.getReason();
        };
        return (Figures.column(Objects.requireNonNullElse(candidate.getName(), "?"), STORE)
                        + figure(candidate.getDistanceMetres(), "m")
                        + figure(candidate.getPreparationSeconds(), "s")
                        + figure(candidate.getCourierSeconds(), "s")
                        + figure(candidate.getTravelSeconds(), "s")
                        + figure(candidate.getPromiseSeconds(), "s")
                        + "  "
                        + verdict)
                .stripTrailing();
    }

    private static String figure(@Nullable Integer value, String unit) {
        return value == null ? " ".repeat(10) : String.format(Locale.ROOT, "%8d %s", value, unit);
    }

    private static String line(TimelineEntry entry, String what, String detail) {
        return (Figures.seconds(entry.getSecondsSincePlaced()) + "  " + Figures.column(what, WHAT) + " " + detail)
                .stripTrailing();
    }

    private static String what(TimelineType type) {
        return switch (type) {
            case ORDER_PLACED -> "placed";
            case ORDER_AUTHORISED -> "authorised";
            case ORDER_OFFERED -> "offered";
            case ORDER_OFFER_DECLINED -> "declined";
            case ORDER_OFFER_EXPIRED -> "left unanswered";
            case ORDER_ACCEPTED -> "accepted";
            case ORDER_READY -> "ready";
            case ORDER_COMPLETED -> "completed";
            case ORDER_CANCELLED -> "cancelled";
            case ORDER_UNFULFILLED -> "unfulfilled";
            case ORDER_RETURNED -> "returned";
            case ORDER_REDIRECTED -> "redirected";
            case ORDER_LOCKER_CHOICE_WANTED -> "asked which locker";
            case DELIVERY_ASSIGNED -> "courier assigned";
            case DELIVERY_AT_PICKUP -> "at the store";
            case DELIVERY_PICKED_UP -> "picked up";
            case DELIVERY_AT_DROPOFF -> "at the door";
            case DELIVERY_DELIVERED -> "delivered";
            case ORDER_PICKUP_REMINDER,
                    ORDER_PICKUP_CODE_REISSUED,
                    PAYMENT_CAPTURED,
                    PAYMENT_CAPTURE_REFUSED,
                    PAYMENT_RELEASED,
                    PAYMENT_REFUNDED,
                    PAYMENT_COLLECTED,
                    DELIVERY_CREATED,
                    DELIVERY_UNASSIGNED,
                    DELIVERY_RETURNING,
                    DELIVERY_RETURNED,
                    DELIVERY_CANCELLED,
                    DELIVERY_COURIER_WANTED,
                    DELIVERY_NO_COURIER,
                    DELIVERY_INCIDENT_RAISED,
                    DELIVERY_INCIDENT_RESOLVED ->
                type.getValue().replace('.', ' ').replace('_', ' ');
        };
    }

    private String detail(TimelineEntry entry, Order order) {
        var parts = new ArrayList<String>();
        if (entry.getType() == TimelineType.ORDER_PLACED) {
            parts.add(order.getLines().stream()
                    .map(line -> line.getQuantity() + " × " + line.getName())
                    .collect(Collectors.joining(", ")));
            parts.add(Figures.money(order.getGoodsTotal()) + " + " + Figures.money(order.getDeliveryFee())
                    + " for delivery");
        }
        var store = entry.getStoreName();
        if (store != null) {
            parts.add(store);
        }
        var courier = entry.getCourierId();
        if (courier != null) {
            parts.add(couriers.apply(courier));
        }
        var expires = entry.getExpiresAt();
        if (expires != null) {
            parts.add("to answer within "
                    + Duration.between(entry.getAt(), expires).toSeconds() + " s");
        }
        var promise = entry.getPromiseAt();
        if (promise != null) {
            parts.add("promised within "
                    + Duration.between(order.getPlacedAt(), promise).toSeconds() + " s");
        }
        var amount = entry.getAmount();
        if (amount != null) {
            parts.add(Figures.money(amount));
        }
        var reason = entry.getReason();
        if (reason != null) {
            parts.add(reason);
        }
        return String.join(", ", parts);
    }
}
