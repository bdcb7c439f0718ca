package io.yike.order.quoting;

import io.yike.kit.id.Ids;
import io.yike.order.OrderSettings;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Quote;
import io.yike.order.quoting.domain.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Makes a quote of store-service's answer. Asks outside any transaction; what comes of it is not stored yet.
@Component
public class QuoteBasket {

    private final Serviceability serviceability;
    private final PriceDelivery priceDelivery;
    private final OrderSettings settings;
    private final Ids ids;
    private final Clock clock;

    QuoteBasket(
            Serviceability serviceability, PriceDelivery priceDelivery, OrderSettings settings, Ids ids, Clock clock) {
        this.serviceability = serviceability;
        this.priceDelivery = priceDelivery;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Asks and prices.
    ///
    /// @param askedBy the party whose quote it is
    /// @param platformId whose terms hold; null for the city's
    /// @return empty while store-service is silent: a promise cannot be guessed
    public Optional<Quote> quote(Basket basket, String askedBy, @Nullable UUID platformId) {
        Instant now = clock.instant();
        return switch (serviceability.ask(basket)) {
            case Serviceability.Answer.Silent _ -> Optional.empty();
            case Serviceability.Answer.NotReachable(String reason) ->
                Optional.of(quote(basket, askedBy, new Quote.Answer.NotServiceable(reason), now));
            case Serviceability.Answer.Reachable(long metres, long seconds) -> {
                Window window = basket.window();
                Instant promise = window == null ? now.plusSeconds(seconds) : window.end();
                Quote.Answer answer = new Quote.Answer.Serviceable(
                        priceDelivery.price(basket, platformId, metres, now), promise, seconds, metres);
                yield Optional.of(quote(basket, askedBy, answer, now));
            }
        };
    }

    private Quote quote(Basket basket, String askedBy, Quote.Answer answer, Instant now) {
        return new Quote(ids.next(), askedBy, basket, answer, now, now.plus(settings.quoteHolds()));
    }
}
