package io.yike.dispatch.offering;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.couriers.Slots;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.earnings.BookEarnings;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Offers one delivery to one courier, if both are still as the plan saw them. The plan is only advice: what holds is
/// the
/// locked delivery, the courier's free slot, and one open offer per delivery and courier.
@Component
public class MakeOffer {

    private final Deliveries deliveries;
    private final CourierOffers offers;
    private final Slots slots;
    private final Deadlines deadlines;
    private final BookEarnings earnings;
    private final DispatchSettings settings;
    private final Ids ids;
    private final Clock clock;

    MakeOffer(
            Deliveries deliveries,
            CourierOffers offers,
            Slots slots,
            Deadlines deadlines,
            BookEarnings earnings,
            DispatchSettings settings,
            Ids ids,
            Clock clock) {
        this.deliveries = deliveries;
        this.offers = offers;
        this.slots = slots;
        this.deadlines = deadlines;
        this.earnings = earnings;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Whether the offer was made.
    @Transactional
    public boolean make(Match match) {
        Delivery delivery = deliveries.findLocked(match.deliveryId()).orElse(null);
        if (delivery == null
                || !(delivery.state() instanceof DeliveryState.Pending)
                || offers.findOpenFor(delivery.id()).isPresent()
                || !slots.claim(match.courierId(), delivery.id())) {
            return false;
        }
        Instant now = clock.instant();
        CourierOffer offer = new CourierOffer(
                ids.next(),
                delivery.id(),
                match.courierId(),
                CourierOffer.State.OPEN,
                offers.countFor(delivery.id()) + 1,
                match.pickupEta(),
                match.dropoffEta(),
                earnings.pay(delivery.errand()),
                null,
                now,
                now.plus(settings.offers().answerWithin()),
                null);
        if (!offers.add(offer)) {
            // The courier was asked something else meanwhile.
            slots.free(delivery.id());
            return false;
        }
        deadlines.set(LapseOffer.KIND, offer.id().toString(), offer.expiresAt());
        return true;
    }
}
