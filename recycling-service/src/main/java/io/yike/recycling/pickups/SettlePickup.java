package io.yike.recycling.pickups;

import io.yike.payments.Money;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.paying.PayPickup;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import org.springframework.stereotype.Component;

/// Settles the price of a pickup that has ended, in the transaction of its end: of what was paid from credit
/// the rest is paid back, of what a provider holds so much is taken. The caller has the pickup's and the
/// resident's lock.
@Component
class SettlePickup {

    private final BookCredit bookCredit;
    private final PayPickup payPickup;

    SettlePickup(BookCredit bookCredit, PayPickup payPickup) {
        this.bookCredit = bookCredit;
        this.payPickup = payPickup;
    }

    /// A crew took it. Whoever had it paid at the door owes the house so much.
    ///
    /// @param by who was there: a party of the ledger
    void settleCollected(Pickup ended, Money due, String by) {
        if (ended.payment().filter(how -> how == Payment.AT_DOOR).isPresent()) {
            bookCredit.payPickupAtDoor(ended.id(), by, due);
        } else {
            settle(ended, due);
        }
    }

    /// It ended otherwise: nobody pays at a door that no crew has left with anything.
    ///
    /// @param due of what is paid or held
    void settle(Pickup ended, Money due) {
        switch (ended.payment().orElse(Payment.NOTHING)) {
            case CREDIT ->
                bookCredit.refundPickup(
                        ended.id(), ended.residentId(), ended.price().minus(due));
            case PROVIDER -> payPickup.settle(ended.id(), due);
            case NOTHING -> letGo(ended);
            case AT_DOOR -> {
                // Nothing has been paid.
            }
        }
    }

    /// Nothing is due: what a provider holds, or may yet, is let go.
    void letGo(Pickup ended) {
        payPickup.settle(ended.id(), Money.zero(ended.price().currency()));
    }
}
