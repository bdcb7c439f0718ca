package io.yike.recycling.credit.domain;

import io.yike.payments.Money;
import io.yike.recycling.points.domain.Material;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a kilogram of a material is worth from a time on.
///
/// @param validUntil null for the latest, which has no end
public record Price(
        Material material,
        Money perKilogram,
        Instant validFrom,
        @Nullable Instant validUntil) {

    /// What so much is worth: whole minor units, the rest is dropped.
    public Money of(long grams) {
        return new Money(Math.multiplyExact(perKilogram.amount(), grams) / 1000, perKilogram.currency());
    }
}
