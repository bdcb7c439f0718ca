package io.yike.dispatch.offering;

import io.yike.dispatch.couriers.Slots;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.DeclineReason;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import io.yike.kit.deadline.Deadlines;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Closes an open offer without a courier taking it, and frees what it held. Runs in the caller's transaction.
@Component
class CloseOffer {

    private final Deliveries deliveries;
    private final CourierOffers offers;
    private final Slots slots;
    private final Deadlines deadlines;

    CloseOffer(Deliveries deliveries, CourierOffers offers, Slots slots, Deadlines deadlines) {
        this.deliveries = deliveries;
        this.offers = offers;
        this.slots = slots;
        this.deadlines = deadlines;
    }

    /// The offer under its delivery's lock, so that nobody else answers it until the transaction ends.
    Optional<CourierOffer> findLocked(UUID offerId) {
        return offers.find(offerId)
                .flatMap(offer -> deliveries.findLocked(offer.deliveryId()))
                .flatMap(_ -> offers.find(offerId));
    }

    /// @param offer open, read under its delivery's lock
    CourierOffer close(CourierOffer offer, State how, @Nullable DeclineReason why, Instant now) {
        CourierOffer closed = offer.close(how, why, now);
        offers.save(closed);
        slots.free(offer.deliveryId());
        deadlines.clear(LapseOffer.KIND, offer.id().toString());
        return closed;
    }
}
