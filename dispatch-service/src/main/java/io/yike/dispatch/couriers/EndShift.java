package io.yike.dispatch.couriers;

import io.yike.dispatch.couriers.domain.Courier;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Ends a shift, unless the courier has a delivery under way.
@Component
public class EndShift {

    private final Couriers couriers;
    private final OffersOfCourier offers;
    private final Clock clock;

    EndShift(Couriers couriers, OffersOfCourier offers, Clock clock) {
        this.couriers = couriers;
        this.offers = offers;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Ended(Courier courier) implements Outcome {}

        record DeliveryUnderWay() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome end(UUID courierId) {
        // Deliveries are locked before couriers, everywhere: first the offer goes back, then the shift ends.
        offers.withdraw(courierId, clock.instant());
        return couriers.findLocked(courierId)
                .map(courier -> {
                    if (!courier.onShift()) {
                        return (Outcome) new Outcome.Ended(courier);
                    }
                    if (couriers.takenSlots(List.of(courierId)).getOrDefault(courierId, 0) > 0) {
                        return new Outcome.DeliveryUnderWay();
                    }
                    Courier ended = courier.endShift();
                    couriers.save(ended);
                    return new Outcome.Ended(ended);
                })
                .orElseGet(Outcome.Unknown::new);
    }
}
