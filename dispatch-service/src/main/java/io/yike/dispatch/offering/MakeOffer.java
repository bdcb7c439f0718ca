package io.yike.dispatch.offering;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.couriers.Slots;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.earnings.BookEarnings;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.Beside;
import io.yike.kit.deadline.Deadlines;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Offers one delivery to one courier, if both are still as the plan saw them. The plan is only advice: what holds is
/// the locked delivery, the courier's free slot, one open offer per delivery and courier, and that the courier carries
/// nothing that the plan did not know of: it may have broken that promise. Carrying less breaks none.
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
                || !slots.claim(
                        match.courierId(), delivery.id(), settings.bundling().most())) {
            return false;
        }
        if (!isKnown(match, slots.held(match.courierId()))) {
            slots.free(delivery.id());
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
                match.added(),
                match.others().stream()
                        .map(other -> new Beside(other.deliveryId(), other.pickupEta(), other.dropoffEta()))
                        .toList(),
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

    private static boolean isKnown(Match match, Set<UUID> held) {
        Set<UUID> known = new HashSet<>();
        match.others().forEach(other -> known.add(other.deliveryId()));
        known.add(match.deliveryId());
        return known.containsAll(held);
    }
}
