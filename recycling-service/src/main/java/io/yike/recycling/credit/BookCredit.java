package io.yike.recycling.credit;

import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.ledger.Entry;
import io.yike.payments.ledger.Journal;
import io.yike.payments.ledger.Ledger;
import io.yike.recycling.RecyclingSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Posts what happens to a resident's credit, in the caller's transaction. The database keeps the balances and lets
/// none of them fall below zero; nothing that was posted is ever changed. The other side is the house's own account.
@Component
public class BookCredit {

    private static final String HOUSE = "yike";
    private static final String MATERIAL = "recycled_material";
    private static final String CREDIT = "credit";
    private static final String HELD = "held";
    private static final String PICKUPS = "pickups";
    private static final String CASH = "cash";
    private static final String RESERVED = "reserved";
    private static final String ORDERS = "orders";

    private final Ledger ledger;
    private final RecyclingSettings settings;
    private final Ids ids;
    private final Clock clock;

    BookCredit(Ledger ledger, RecyclingSettings settings, Ids ids, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Owed for a weigh-in, to be spent from now on.
    public void credit(UUID weighInId, UUID residentId, Money amount) {
        post(weighInId, "weigh_in_credited", residentId, CREDIT, amount, HOUSE, MATERIAL);
    }

    /// Set aside until an operator has looked at the weigh-in.
    public void hold(UUID weighInId, UUID residentId, Money amount) {
        post(weighInId, "weigh_in_held", residentId, HELD, amount, HOUSE, MATERIAL);
    }

    /// What was set aside can be spent.
    public void release(UUID weighInId, UUID residentId, Money amount) {
        post(weighInId, "weigh_in_released", residentId, CREDIT, amount, party(residentId), HELD);
    }

    /// What was set aside is not owed.
    public void refuse(UUID weighInId, UUID residentId, Money amount) {
        post(weighInId, "weigh_in_refused", residentId, HELD, amount.negated(), HOUSE, MATERIAL);
    }

    /// Credits anew and then reverses what was credited before: the other way round, a balance of which part is spent
    /// would fall below zero on the way.
    ///
    /// @throws org.springframework.dao.DataIntegrityViolationException if what is taken back is spent
    public void correct(UUID correctionId, UUID residentId, Money before, Money after) {
        post(correctionId, "weigh_in_corrected", residentId, CREDIT, after, HOUSE, MATERIAL);
        post(correctionId, "weigh_in_reversed", residentId, CREDIT, before.negated(), HOUSE, MATERIAL);
    }

    /// A pickup is paid for with what the resident is owed.
    ///
    /// @throws org.springframework.dao.DataIntegrityViolationException if that is less
    public void payPickup(UUID pickupId, UUID residentId, Money price) {
        post(pickupId, "pickup_paid", residentId, CREDIT, price.negated(), HOUSE, PICKUPS);
    }

    /// The price of a pickup was lowered.
    public void lowerPickup(UUID changeId, UUID residentId, Money back) {
        post(changeId, "pickup_lowered", residentId, CREDIT, back, HOUSE, PICKUPS);
    }

    /// What was paid for a pickup is paid back, whole or in part.
    public void refundPickup(UUID pickupId, UUID residentId, Money back) {
        post(pickupId, "pickup_refunded", residentId, CREDIT, back, HOUSE, PICKUPS);
    }

    /// What a resident handed in with a pickup is worth something.
    public void tradeIn(UUID pickupId, UUID residentId, Money credit) {
        post(pickupId, "trade_in_credited", residentId, CREDIT, credit, HOUSE, PICKUPS);
    }

    /// Somebody took the price of a pickup at the door, and owes it to the house.
    ///
    /// @param by a party of the ledger
    public void payPickupAtDoor(UUID pickupId, String by, Money price) {
        post(pickupId, "pickup_paid_at_door", by, CASH, price.negated(), HOUSE, PICKUPS);
    }

    /// The provider took so much of what it held for a pickup, and owes it to the house.
    public void capturePickup(UUID pickupId, Money taken) {
        post(pickupId, "pickup_captured", "payment-provider", "captured", taken.negated(), HOUSE, PICKUPS);
    }

    /// Set aside for an order.
    ///
    /// @throws org.springframework.dao.DataIntegrityViolationException if less is owed
    public void reserve(UUID stepId, UUID residentId, Money amount) {
        post(stepId, "order_credit_held", residentId, RESERVED, amount, party(residentId), CREDIT);
    }

    /// What was set aside for an order is spent on it; what is over can be spent again.
    public void spend(UUID stepId, UUID residentId, Money held, Money spent) {
        post(stepId, "order_credit_spent", residentId, RESERVED, spent.negated(), HOUSE, ORDERS);
        free(stepId, residentId, held.minus(spent));
    }

    /// What was set aside can be spent again.
    public void free(UUID stepId, UUID residentId, Money amount) {
        post(stepId, "order_credit_freed", residentId, RESERVED, amount.negated(), party(residentId), CREDIT);
    }

    /// What was spent on an order is owed again.
    public void giveBack(UUID stepId, UUID residentId, Money amount) {
        post(stepId, "order_credit_refunded", residentId, CREDIT, amount, HOUSE, ORDERS);
    }

    private void post(
            UUID reference,
            String kind,
            UUID residentId,
            String account,
            Money amount,
            String otherParty,
            String otherAccount) {
        post(reference, kind, party(residentId), account, amount, otherParty, otherAccount);
    }

    private void post(
            UUID reference,
            String kind,
            String who,
            String account,
            Money amount,
            String otherParty,
            String otherAccount) {
        if (amount.isZero()) {
            return;
        }
        Instant now = clock.instant();
        ledger.post(new Journal(
                ids.next(),
                reference.toString(),
                kind,
                LocalDate.ofInstant(now, settings.zone()),
                now,
                List.of(new Entry(who, account, amount), new Entry(otherParty, otherAccount, amount.negated()))));
    }

    private static String party(UUID residentId) {
        return "resident:" + residentId;
    }
}
