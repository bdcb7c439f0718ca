package io.yike.dispatch.offering.adapter;

import io.yike.contracts.dispatch.model.CourierDeclineReason;
import io.yike.contracts.dispatch.model.CourierOfferState;
import io.yike.contracts.dispatch.model.OfferAddition;
import io.yike.contracts.dispatch.model.OfferedBeside;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.Beside;
import io.yike.dispatch.offering.domain.CourierOffer.DeclineReason;
import io.yike.dispatch.wire.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Offers as answers carry them, with what is known of the delivery.
@Component
class OfferWire {

    private final Deliveries deliveries;

    OfferWire(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    io.yike.contracts.dispatch.model.CourierOffer of(CourierOffer offer) {
        return of(List.of(offer)).getFirst();
    }

    /// A page, with one look at the deliveries.
    List<io.yike.contracts.dispatch.model.CourierOffer> of(List<CourierOffer> offers) {
        Map<UUID, Delivery> found =
                deliveries.find(offers.stream().map(CourierOffer::deliveryId).collect(Collectors.toSet()));
        return offers.stream()
                .map(offer -> of(offer, Objects.requireNonNull(found.get(offer.deliveryId()))))
                .toList();
    }

    private static io.yike.contracts.dispatch.model.CourierOffer of(CourierOffer offer, Delivery delivery) {
        var answer = new io.yike.contracts.dispatch.model.CourierOffer(
                        offer.id(),
                        offer.deliveryId(),
                        delivery.errand().orderId(),
                        offer.courierId(),
                        CourierOfferState.fromValue(Wire.word(offer.state())),
                        offer.attempt(),
                        delivery.errand().storeId(),
                        Wire.point(delivery.errand().pickup()),
                        Wire.point(delivery.errand().dropoff()),
                        Wire.time(delivery.bag().readyAt()),
                        Wire.time(delivery.errand().promiseAt()),
                        Wire.time(offer.pickupEta()),
                        Wire.time(offer.dropoffEta()),
                        Wire.time(offer.offeredAt()),
                        Wire.time(offer.expiresAt()))
                .pay(Wire.money(offer.pay()))
                .addedSeconds(offer.added().toSeconds());
        if (!offer.beside().isEmpty()) {
            answer.addition(new OfferAddition(
                    offer.beside().stream().map(OfferWire::beside).toList()));
        }
        DeclineReason reason = offer.reason();
        if (reason != null) {
            answer.reason(CourierDeclineReason.fromValue(Wire.word(reason)));
        }
        Instant answeredAt = offer.answeredAt();
        if (answeredAt != null) {
            answer.answeredAt(Wire.time(answeredAt));
        }
        return answer;
    }

    private static OfferedBeside beside(Beside beside) {
        OfferedBeside answer = new OfferedBeside(beside.deliveryId(), Wire.time(beside.dropoffEta()));
        Instant pickupEta = beside.pickupEta();
        return pickupEta == null ? answer : answer.pickupEta(Wire.time(pickupEta));
    }
}
