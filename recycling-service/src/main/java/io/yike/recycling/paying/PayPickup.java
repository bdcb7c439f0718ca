package io.yike.recycling.paying;

import io.yike.kit.id.Ids;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes down, in the transaction that decides it, what is to be held for a pickup, and later what is to be taken of
/// it; the rest is let go. Moving it is a step after the commit, tried until it has taken effect. The caller has the
/// pickup's lock.
@Component
public class PayPickup {

    /// So long after a pickup has ended, an authorisation that was under way may still turn up.
    private static final Duration QUIET = Duration.ofHours(1);

    private final ProviderPayments payments;
    private final Ids ids;
    private final Clock clock;

    PayPickup(ProviderPayments payments, Ids ids, Clock clock) {
        this.payments = payments;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether a payment of it is under way, or has been made.
    public boolean isUnderWay(UUID pickupId) {
        return payments.findLocked(pickupId)
                .filter(payment -> payment.state().isAlive())
                .isPresent();
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
        Instant now = clock.instant();
        Optional<ProviderPayment> found = payments.findLocked(pickupId);
        if (found.isPresent()) {
            ProviderPayment settled = found.get().settle(due, now.plus(QUIET));
            if (!settled.equals(found.get())) {
                payments.save(settled, now);
            }
        }
    }
}
