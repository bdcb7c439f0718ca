package io.yike.recycling.pickups;

import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.PaymentOutcomes;
import io.yike.recycling.credit.BookCredit;
import io.yike.recycling.paying.domain.ProviderPayment;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Pickup.Decision;
import io.yike.recycling.pickups.domain.PickupState;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What becomes of a pickup with its price at the provider.
@Component
class FollowPayment implements PaymentOutcomes<ProviderPayment> {

    private final Pickups pickups;
    private final ConfirmPickup confirmPickup;
    private final CancelPickup cancelPickup;
    private final SettlePickup settlePickup;
    private final BookCredit bookCredit;

    FollowPayment(
            Pickups pickups,
            ConfirmPickup confirmPickup,
            CancelPickup cancelPickup,
            SettlePickup settlePickup,
            BookCredit bookCredit) {
        this.pickups = pickups;
        this.confirmPickup = confirmPickup;
        this.cancelPickup = cancelPickup;
        this.settlePickup = settlePickup;
        this.bookCredit = bookCredit;
    }

    @Override
    public void lock(UUID pickupId) {
        if (pickups.findLocked(pickupId).isEmpty()) {
            throw new IllegalStateException("A payment of no pickup: " + pickupId);
        }
    }

    /// Books it; what comes after the hold is let go.
    @Override
    public void authorised(ProviderPayment payment, Instant at) {
        Pickup held = pickups.find(payment.pickupId()).orElseThrow();
        switch (held.confirm(Payment.PROVIDER, at)) {
            case Decision.Changed(Pickup booked) -> confirmPickup.write(booked, at);
            case Decision.Ignored _, Decision.Refused _ -> settlePickup.letGo(held);
        }
    }

    /// Cancels it, which frees the slot.
    @Override
    public void refused(ProviderPayment payment, Instant at) {
        switch (pickups.find(payment.pickupId()).orElseThrow().paymentRefused(at)) {
            case Decision.Changed(Pickup cancelled) -> {
                Money nothing = Money.zero(cancelled.price().currency());
                cancelPickup.write(cancelled, nothing, nothing, PickupState.Why.PAYMENT_REFUSED, at);
            }
            case Decision.Ignored _, Decision.Refused _ -> {
                // It had ended before, and nothing was ever held.
            }
        }
    }

    @Override
    public void captured(ProviderPayment payment, Instant at) {
        if (payment.state() instanceof PaymentState.Captured(String _, Money taken)) {
            bookCredit.capturePickup(payment.pickupId(), taken);
        }
    }

    /// Nothing came, so nothing is in the books. The payment says what is due and why it was refused: an operator lists
    /// those.
    @Override
    public void captureRefused(ProviderPayment payment, Instant at) {}
}
