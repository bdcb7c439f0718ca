package io.yike.order.quoting;

import io.yike.order.OrderSettings;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.DeliveryFee;
import io.yike.order.quoting.domain.Window;
import io.yike.payments.Money;
import java.time.Instant;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What bringing a basket costs, at the terms of its platform and by the clocks of the city.
@Component
public class PriceDelivery {

    private final OrderSettings settings;

    PriceDelivery(OrderSettings settings) {
        this.settings = settings;
    }

    /// The fee.
    ///
    /// @param platformId whose terms hold; null for the city's
    public Money price(Basket basket, @Nullable UUID platformId, long metres, Instant now) {
        OrderSettings.Fee fee = settings.termsFor(platformId).fee();
        DeliveryFee deliveryFee = new DeliveryFee(
                fee.base(),
                fee.baseMetres(),
                fee.perKilometre(),
                fee.nightFrom(),
                fee.nightUntil(),
                fee.nightPercent(),
                fee.freeAbove());
        Window window = basket.window();
        LocalTime when =
                (window == null ? now : window.start()).atZone(settings.zone()).toLocalTime();
        return deliveryFee.of(basket.fulfilment(), basket.goodsTotal(), metres, when);
    }
}
