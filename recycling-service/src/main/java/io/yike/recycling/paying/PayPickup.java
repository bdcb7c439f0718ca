package io.yike.recycling.paying;

import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction that decides it, what is to be held for a pickup, and later what is to be taken of
/// it; the rest is let go. Moving it is a step after the commit, tried until it has taken effect. The caller has the
/// pickup's lock.
@Component
public class PayPickup {

    private final Payments<ProviderPayment> payments;
    private final Ids ids;
    private final Clock clock;

    PayPickup(Payments<ProviderPayment> payments, Ids ids, Clock clock) {
        this.payments = payments;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether a payment of it is under way, or has been made.
    public boolean isUnderWay(UUID pickupId) {
        return payments.lockAll(pickupId).stream().anyMatch(ProviderPayment::isAlive);
    }

    /// Holds the price.
    ///
    /// @param token what the wallet or card gave to pay with
    public void hold(UUID pickupId, Money price, String token) {
        payments.add(
                new ProviderPayment(ids.next(), pickupId, price, new PaymentState.Pending(token), 0), clock.instant());
    }

    /// Takes `due` of what is held; does nothing if it is settled, or nothing was ever to be paid here.
    public void settle(UUID pickupId, Money due) {
        payments.lockAll(pickupId).forEach(payment -> payments.settle(payment, due, clock.instant()));
    }
}
