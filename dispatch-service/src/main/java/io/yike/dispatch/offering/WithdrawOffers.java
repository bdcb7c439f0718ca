package io.yike.dispatch.offering;

import io.yike.dispatch.couriers.OffersOfCourier;
import io.yike.dispatch.delivering.OpenOffers;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes open offers back: the shift ends, or there is nothing to bring any more.
@Component
class WithdrawOffers implements OffersOfCourier, OpenOffers {

    private final CloseOffer closeOffer;
    private final CourierOffers offers;

    WithdrawOffers(CloseOffer closeOffer, CourierOffers offers) {
        this.closeOffer = closeOffer;
        this.offers = offers;
    }

    @Override
    public void withdraw(UUID courierId, Instant now) {
        offers.findOpenTo(courierId)
                .flatMap(offer -> closeOffer.findLocked(offer.id()))
                .filter(offer -> offer.state() == State.OPEN)
                .ifPresent(offer -> closeOffer.close(offer, State.WITHDRAWN, null, now));
    }

    @Override
    public void withdrawFor(UUID deliveryId, Instant now) {
        offers.findOpenFor(deliveryId).ifPresent(offer -> closeOffer.close(offer, State.WITHDRAWN, null, now));
    }
}
