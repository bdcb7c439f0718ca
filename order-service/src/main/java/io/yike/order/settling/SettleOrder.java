package io.yike.order.settling;

import io.yike.kit.id.Ids;
import io.yike.order.OrderSettings;
import io.yike.order.settling.domain.EndedOrder;
import io.yike.order.settling.domain.Shares;
import io.yike.payments.ledger.Entry;
import io.yike.payments.ledger.Journal;
import io.yike.payments.ledger.Ledger;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Writes who is owed what of an order that has ended, in the transaction that ends it. Once per order: the ledger
/// refuses a second, different posting and ignores the same one.
@Component
public class SettleOrder {

    private final Ledger ledger;
    private final OrderSettings settings;
    private final Ids ids;

    SettleOrder(Ledger ledger, OrderSettings settings, Ids ids) {
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
    }

    public void settle(EndedOrder order) {
        List<Entry> entries = Shares.of(order).stream()
                .map(share -> new Entry(share.party(), share.code(), share.amount()))
                .toList();
        ledger.post(new Journal(
                ids.next(),
                order.orderId().toString(),
                order.kind().name().toLowerCase(Locale.ROOT),
                order.at().atZone(settings.zone()).toLocalDate(),
                order.at(),
                entries));
    }
}
