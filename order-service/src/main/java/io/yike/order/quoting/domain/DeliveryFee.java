package io.yike.order.quoting.domain;

import io.yike.payments.Money;
import java.time.LocalTime;

/// What bringing costs the buyer: a base fee up to the first kilometre, more for each further kilometre begun, more
/// by night in the city's zone, nothing above a total of goods. Fetching costs nothing.
///
/// @param base minor units, up to [#baseMetres]
/// @param perKilometre minor units for each further kilometre begun
/// @param nightPercent what the night fee is of the day's, e.g. 150
/// @param freeAbove goods worth more minor units than this are brought for nothing
public record DeliveryFee(
        long base,
        long baseMetres,
        long perKilometre,
        LocalTime nightFrom,
        LocalTime nightUntil,
        int nightPercent,
        long freeAbove) {

    private static final long METRES_PER_KILOMETRE = 1000;

    public DeliveryFee {
        if (base < 0 || baseMetres < 0 || perKilometre < 0 || nightPercent < 0 || freeAbove < 0) {
            throw new IllegalArgumentException("fees must not be negative");
        }
    }

    /// The fee.
    ///
    /// @param metres from store to door
    /// @param at when it is brought, by the clocks of the city
    public Money of(Fulfilment fulfilment, Money goods, long metres, LocalTime at) {
        return switch (fulfilment) {
            case PICKUP -> Money.zero(goods.currency());
            case DELIVERY -> goods.amount() > freeAbove ? Money.zero(goods.currency()) : brought(goods, metres, at);
        };
    }

    private Money brought(Money goods, long metres, LocalTime at) {
        long furtherMetres = Math.max(0, metres - baseMetres);
        long furtherKilometres = Math.ceilDiv(furtherMetres, METRES_PER_KILOMETRE);
        Money byDay = new Money(base + perKilometre * furtherKilometres, goods.currency());
        return isNight(at) ? byDay.percent(nightPercent) : byDay;
    }

    /// From [#nightFrom] on and before [#nightUntil], over midnight or not.
    private boolean isNight(LocalTime at) {
        return nightFrom.isAfter(nightUntil)
                ? !at.isBefore(nightFrom) || at.isBefore(nightUntil)
                : !at.isBefore(nightFrom) && at.isBefore(nightUntil);
    }
}
