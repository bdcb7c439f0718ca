package io.yike.local.city;

import io.yike.contracts.order.model.BasketLine;
import io.yike.contracts.order.model.Destination;
import io.yike.contracts.order.model.Fulfilment;
import io.yike.contracts.order.model.GeoPoint;
import io.yike.contracts.order.model.Kind;
import io.yike.contracts.order.model.PaymentInstruction;
import io.yike.contracts.order.model.PaymentMethod;
import io.yike.contracts.order.model.PlaceOrderRequest;
import io.yike.contracts.order.model.Price;
import io.yike.contracts.order.model.QuoteRequest;
import io.yike.contracts.order.model.Recipient;
import io.yike.contracts.order.model.Substitution;
import io.yike.contracts.order.model.TimeWindow;
import io.yike.contracts.order.model.Unreachable;
import io.yike.local.city.Wish.Payment;
import io.yike.local.city.Wish.Wanted;
import io.yike.local.city.Wish.Way;
import io.yike.local.city.district.Shop;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// A wish as order-service wants it described.
final class OrderForms {

    private OrderForms() {}

    static QuoteRequest quote(Wish wish) {
        return new QuoteRequest(
                        fulfilment(wish),
                        lines(wish.lines(), wanted -> wanted.item().priceFen()))
                .destination(point(wish));
    }

    /// @param storeIds under which id store-service knows a shop
    static PlaceOrderRequest order(Wish wish, Function<Shop, UUID> storeIds, Instant now) {
        return switch (wish.way()) {
            case Way.AsSoonAsPossible() -> toBeBrought(wish);
            case Way.InWindow(var in, var length) ->
                toBeBrought(wish)
                        .window(new TimeWindow(
                                now.plus(in).atOffset(ZoneOffset.UTC),
                                now.plus(in).plus(length).atOffset(ZoneOffset.UTC)));
            case Way.Fetched() -> routed(wish).destination(new Destination(point(wish)));
            case Way.AtCounter(var shop) ->
                new PlaceOrderRequest(
                                Fulfilment.DELIVERY,
                                lines(wish.lines(), wanted -> ownPrice(shop, wanted)),
                                payment(wish))
                        .kind(Kind.COUNTER)
                        .storeId(storeIds.apply(shop))
                        .destination(destination(wish))
                        .recipient(recipient(wish));
        };
    }

    private static PlaceOrderRequest toBeBrought(Wish wish) {
        return routed(wish)
                .destination(destination(wish))
                .recipient(recipient(wish))
                .unreachable(wish.leaveAtDoor() ? Unreachable.LEAVE_AT_DOOR : Unreachable.RETURN);
    }

    private static PlaceOrderRequest routed(Wish wish) {
        return new PlaceOrderRequest(
                        fulfilment(wish),
                        lines(wish.lines(), wanted -> wanted.item().priceFen()),
                        payment(wish))
                .reference(wish.reference());
    }

    private static Fulfilment fulfilment(Wish wish) {
        return wish.way() instanceof Way.Fetched ? Fulfilment.PICKUP : Fulfilment.DELIVERY;
    }

    private static List<BasketLine> lines(List<Wanted> wanted, ToLongFunction<Wanted> priceFen) {
        return wanted.stream()
                .map(line -> new BasketLine(
                                line.item().sku(),
                                line.quantity(),
                                new Price(priceFen.applyAsLong(line), StoreForms.CURRENCY))
                        .name(line.item().name())
                        .substitution(line.substitutable() ? Substitution.ALLOWED : Substitution.REFUSED))
                .toList();
    }

    private static long ownPrice(Shop shop, Wanted wanted) {
        return shop.stock().stream()
                .filter(stocked -> stocked.item().equals(wanted.item()))
                .mapToLong(Shop.Stocked::priceFen)
                .findFirst()
                .orElseThrow();
    }

    private static PaymentInstruction payment(Wish wish) {
        return switch (wish.payment()) {
            case Payment.Provider(var token) -> new PaymentInstruction(PaymentMethod.PROVIDER).token(token);
            case Payment.Cash() -> new PaymentInstruction(PaymentMethod.CASH);
            case Payment.CardAtDoor() -> new PaymentInstruction(PaymentMethod.CARD_AT_DOOR);
        };
    }

    private static Destination destination(Wish wish) {
        return new Destination(point(wish)).address(wish.household().address().text());
    }

    private static Recipient recipient(Wish wish) {
        return new Recipient(wish.household().name(), wish.household().phone());
    }

    private static GeoPoint point(Wish wish) {
        var point = wish.household().address().point();
        return new GeoPoint(point.latitude(), point.longitude());
    }
}
