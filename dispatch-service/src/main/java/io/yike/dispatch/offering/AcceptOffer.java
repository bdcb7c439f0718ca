package io.yike.dispatch.offering;

import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.delivering.ChangeDelivery;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import io.yike.kit.deadline.Deadlines;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A courier takes a delivery. What they carry besides is from then on expected when the offer said. Accepted by the
/// same courier before, the answer is the same again.
@Component
public class AcceptOffer {

    private final CloseOffer closeOffer;
    private final CourierOffers offers;
    private final Couriers couriers;
    private final Deliveries deliveries;
    private final ChangeDelivery changeDelivery;
    private final Deadlines deadlines;
    private final Clock clock;

    AcceptOffer(
            CloseOffer closeOffer,
            CourierOffers offers,
            Couriers couriers,
            Deliveries deliveries,
            ChangeDelivery changeDelivery,
            Deadlines deadlines,
            Clock clock) {
        this.closeOffer = closeOffer;
        this.offers = offers;
        this.couriers = couriers;
        this.deliveries = deliveries;
        this.changeDelivery = changeDelivery;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Accepted(Delivery delivery) implements Outcome {}

        /// It is not open any more.
        record Closed(State how) implements Outcome {}
    }

    @Transactional
    public Outcome accept(UUID offerId, String actor) {
        Instant now = clock.instant();
        CourierOffer offer = closeOffer.findLocked(offerId).orElseThrow();
        if (offer.state() == State.ACCEPTED) {
            return deliveries
                    .find(offer.deliveryId())
                    .filter(delivery -> isAt(delivery, offer.courierId()))
                    .<Outcome>map(Outcome.Accepted::new)
                    .orElseGet(() -> new Outcome.Closed(State.ACCEPTED));
        }
        if (offer.state() != State.OPEN) {
            return new Outcome.Closed(offer.state());
        }
        if (!offer.isOpen(now)) {
            closeOffer.close(offer, State.EXPIRED, null, now);
            return new Outcome.Closed(State.EXPIRED);
        }
        Courier courier = couriers.find(offer.courierId()).orElseThrow();
        Carriage carriage = new Carriage(courier.id(), courier.fleetId(), offer.pickupEta(), offer.dropoffEta());
        Optional<Decision> decision =
                changeDelivery.change(offer.deliveryId(), actor, now, delivery -> delivery.assign(carriage, now));
        if (decision.isPresent() && decision.get() instanceof Decision.Changed changed) {
            offer.beside()
                    .forEach(beside -> deliveries.retime(
                            beside.deliveryId(), courier.id(), beside.pickupEta(), beside.dropoffEta()));
            offers.save(offer.close(State.ACCEPTED, null, now));
            deadlines.clear(LapseOffer.KIND, offerId.toString());
            couriers.heard(courier.id(), now);
            return new Outcome.Accepted(changed.delivery());
        }
        // The order was cancelled meanwhile.
        closeOffer.close(offer, State.WITHDRAWN, null, now);
        return new Outcome.Closed(State.WITHDRAWN);
    }

    private static boolean isAt(Delivery delivery, UUID courierId) {
        return delivery.state()
                .findCarriage()
                .filter(carriage -> carriage.courierId().equals(courierId))
                .isPresent();
    }
}
