package io.yike.recycling.credit;

import io.yike.payments.Money;
import io.yike.recycling.credit.domain.Price;
import io.yike.recycling.points.domain.Material;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sets what a kilogram is worth from a time on. The past keeps its prices.
@Component
public class SetPrice {

    private final Prices prices;
    private final Clock clock;

    SetPrice(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Set(Price price) implements Outcome {}

        record ValidFromPast() implements Outcome {}

        /// A price that begins later, or then, is set already.
        record ValidFromNotLast() implements Outcome {}
    }

    @Transactional
    public Outcome set(Material material, Money perKilogram, Instant validFrom) {
        Optional<Price> latest = prices.findLatestLocked(material);
        if (validFrom.isBefore(clock.instant())) {
            return new Outcome.ValidFromPast();
        }
        if (latest.isPresent() && !latest.get().validFrom().isBefore(validFrom)) {
            return new Outcome.ValidFromNotLast();
        }
        Price price = new Price(material, perKilogram, validFrom, null);
        prices.follow(price);
        return new Outcome.Set(price);
    }
}
