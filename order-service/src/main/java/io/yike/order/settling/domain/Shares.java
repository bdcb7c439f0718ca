package io.yike.order.settling.domain;

import io.yike.payments.Money;
import java.util.ArrayList;
import java.util.List;

/// Shares an ended order's money. Whoever holds it owes it. Paid in full, the store is owed its price for the goods
/// and the carrier the delivery fee; the seller keeps the difference, which is negative where the store's price is
/// above the platform's. A fee for calling off goes to the store, for its trouble, up to the price of its goods.
/// Shares sum to zero.
public final class Shares {

    private Shares() {}

    public static List<Share> of(EndedOrder order) {
        Money toStore = order.inFull() ? order.storeTotal() : order.storeTotal().min(order.paid());
        String carrier = order.inFull() ? order.carrier() : null;
        Money toCarrier = carrier == null ? Money.zero(order.paid().currency()) : order.deliveryFee();

        List<Share> shares = new ArrayList<>();
        add(shares, new Share(order.holder(), "payment_held", order.paid().negated()));
        add(shares, new Share("store:" + order.storeId(), "goods", toStore));
        if (carrier != null) {
            add(shares, new Share(carrier, "delivery_fee", toCarrier));
        }
        add(
                shares,
                new Share(order.seller(), "margin", order.paid().minus(toStore).minus(toCarrier)));
        return List.copyOf(shares);
    }

    private static void add(List<Share> shares, Share share) {
        if (!share.amount().isZero()) {
            shares.add(share);
        }
    }
}
