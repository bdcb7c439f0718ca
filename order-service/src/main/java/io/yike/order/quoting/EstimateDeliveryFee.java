package io.yike.order.quoting;

import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.payments.Money;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What bringing costs an order that was placed without a quote: by the distance of the store that would be
/// asked first, and the base fee while store-service is silent or knows of no store. An order is never turned
/// away for want of it.
@Component
public class EstimateDeliveryFee {

    private final Serviceability serviceability;
    private final PriceDelivery priceDelivery;
    private final Clock clock;

    EstimateDeliveryFee(Serviceability serviceability, PriceDelivery priceDelivery, Clock clock) {
        this.serviceability = serviceability;
        this.priceDelivery = priceDelivery;
        this.clock = clock;
    }

    public Money estimate(Basket basket, @Nullable UUID platformId) {
        long metres = basket.fulfilment() == Fulfilment.PICKUP ? 0 : metres(basket);
        return priceDelivery.price(basket, platformId, metres, clock.instant());
    }

    private long metres(Basket basket) {
        return switch (serviceability.ask(basket)) {
            case Serviceability.Answer.Reachable reachable -> reachable.metres();
            case Serviceability.Answer.NotReachable _, Serviceability.Answer.Silent _ -> 0;
        };
    }
}
