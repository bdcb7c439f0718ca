package io.yike.order.settling.domain;

import io.yike.payments.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shares an order's money. Shares sum to zero.
public final class Shares {

    private Shares() {}

    /// Of an order that has ended. Whoever holds the money owes it. Paid in full, the store is owed its price for
    /// the goods and the carrier the delivery fee; the seller keeps the difference, which is negative where the
    /// store's price is above the platform's. A fee for calling off goes to the store, for its trouble, up to the
    /// price of its goods.
    public static List<Share> of(EndedOrder order) {
        Money toStore = order.inFull() ? order.storeTotal() : order.storeTotal().min(order.paid());
        String carrier = order.inFull() ? order.carrier() : null;
        Money toCarrier = carrier == null ? Money.zero(order.paid().currency()) : order.deliveryFee();

        List<Share> shares = new ArrayList<>();
        add(shares, order.holder(), "payment_held", order.paid().negated());
        add(shares, "store:" + order.storeId(), "goods", toStore);
        if (carrier != null) {
            add(shares, carrier, "delivery_fee", toCarrier);
        }
        add(shares, order.seller(), "margin", order.paid().minus(toStore).minus(toCarrier));
        return List.copyOf(shares);
    }

    /// Of money that was taken at the door for what had been called off before. It pays what the buyer still owed;
    /// the rest is the buyer's, and the seller gives it back.
    ///
    /// @param carrier who has the money
    /// @param debtor who owed `debt` for the order, which may be nothing
    public static List<Share> ofLateCollection(
            Money collected, String carrier, String debtor, Money debt, String seller) {
        Money paid = collected.min(debt);
        List<Share> shares = new ArrayList<>();
        add(shares, carrier, "payment_held", collected.negated());
        add(shares, debtor, "payment_held", paid);
        add(shares, seller, "refund_due", collected.minus(paid));
        return List.copyOf(shares);
    }

    /// Of money that its holder will never pay, though the order was settled as if it had: the seller bears it.
    public static List<Share> ofUnpaid(Money amount, String holder, String seller) {
        List<Share> shares = new ArrayList<>();
        add(shares, holder, "payment_held", amount);
        add(shares, seller, "payment_lost", amount.negated());
        return List.copyOf(shares);
    }

    /// Of money that the buyer has back.
    ///
    /// @param holder who held it and has given it back; null if `seller` gives it back
    /// @param bearer at whose expense
    public static List<Share> ofRefund(Money amount, @Nullable String holder, String bearer, String seller) {
        List<Share> shares = new ArrayList<>();
        if (holder == null) {
            add(shares, seller, "refund_due", amount);
        } else {
            add(shares, holder, "payment_held", amount);
        }
        add(shares, bearer, "refund", amount.negated());
        return List.copyOf(shares);
    }

    private static void add(List<Share> shares, String party, String code, Money amount) {
        if (!amount.isZero()) {
            shares.add(new Share(party, code, amount));
        }
    }
}
