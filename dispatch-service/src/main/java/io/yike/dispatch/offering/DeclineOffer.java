package io.yike.dispatch.offering;

import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.DeclineReason;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A courier does not want a delivery; others are asked. Declined before, the answer is the same again.
@Component
public class DeclineOffer {

    private final CloseOffer closeOffer;
    private final Couriers couriers;
    private final Clock clock;

    DeclineOffer(CloseOffer closeOffer, Couriers couriers, Clock clock) {
        this.closeOffer = closeOffer;
        this.couriers = couriers;
        this.clock = clock;
    }

    /// The offer as it is now: declined, unless it was closed otherwise before.
    @Transactional
    public CourierOffer decline(UUID offerId, DeclineReason reason) {
        Instant now = clock.instant();
        CourierOffer offer = closeOffer.findLocked(offerId).orElseThrow();
        if (offer.state() != State.OPEN) {
            return offer;
        }
        if (!offer.isOpen(now)) {
            return closeOffer.close(offer, State.EXPIRED, null, now);
        }
        couriers.heard(offer.courierId(), now);
        return closeOffer.close(offer, State.DECLINED, reason, now);
    }
}
