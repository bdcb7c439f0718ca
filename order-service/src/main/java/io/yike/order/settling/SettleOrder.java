package io.yike.order.settling;

import io.yike.kit.id.Ids;
import io.yike.order.OrderSettings;
import io.yike.order.settling.domain.EndedOrder;
import io.yike.order.settling.domain.Share;
import io.yike.order.settling.domain.Shares;
import io.yike.payments.Money;
import io.yike.payments.ledger.Entry;
import io.yike.payments.ledger.Journal;
import io.yike.payments.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Writes who is owed what of an order that has ended, in the transaction that makes it known. Once per order and
/// kind: the ledger refuses a second, different posting and ignores the same one.
@Component
public class SettleOrder {

    /// What the kind of a refund's posting begins with.
    public static final String REFUND = "refund";

    private final Ledger ledger;
    private final OrderSettings settings;
    private final Ids ids;

    SettleOrder(Ledger ledger, OrderSettings settings, Ids ids) {
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
    }

    public void settle(EndedOrder order) {
        post(order.orderId(), order.kind().name().toLowerCase(Locale.ROOT), Shares.of(order), order.at());
    }

    /// Money was taken at the door though the order had been called off.
    ///
    /// @param debt what `debtor` still owed for it, perhaps nothing
    public void collectedLate(
            UUID orderId, Money collected, String carrier, String debtor, Money debt, String seller, Instant at) {
        post(orderId, "late_collection", Shares.ofLateCollection(collected, carrier, debtor, debt, seller), at);
    }

    /// The holder will never pay what the order was settled with.
    public void unpaid(UUID orderId, Money amount, String holder, String seller, Instant at) {
        post(orderId, "unpaid", Shares.ofUnpaid(amount, holder, seller), at);
    }

    /// The buyer has money back.
    ///
    /// @param holder who held it and has given it back; null if `seller` gives it back
    /// @param bearer at whose expense
    public void refunded(
            UUID orderId,
            UUID refundId,
            Money amount,
            @Nullable String holder,
            String bearer,
            String seller,
            Instant at) {
        post(orderId, refundKind(refundId), Shares.ofRefund(amount, holder, bearer, seller), at);
    }

    /// An order may have several.
    private static String refundKind(UUID refundId) {
        return REFUND + "_" + refundId.toString().replace("-", "");
    }

    /// Where nobody gets anything, as of an order that came to hold but a free gift, there is nothing to write.
    private void post(UUID orderId, String kind, List<Share> shares, Instant at) {
        if (shares.isEmpty()) {
            return;
        }
        List<Entry> entries = shares.stream()
                .map(share -> new Entry(share.party(), share.code(), share.amount()))
                .toList();
        ledger.post(new Journal(
                ids.next(), orderId.toString(), kind, at.atZone(settings.zone()).toLocalDate(), at, entries));
    }
}
