package io.yike.order.quoting.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// An answer to "can this basket be served?" that holds until [#expiresAt].
///
/// @param askedBy the party whose quote it is, e.g. `platform:ID`; another cannot use it
public record Quote(UUID id, String askedBy, Basket basket, Answer answer, Instant createdAt, Instant expiresAt) {

    public sealed interface Answer {

        /// Yes, for so much and by then.
        ///
        /// @param promise when the goods would be there
        /// @param metres from the store to the destination
        record Serviceable(Money deliveryFee, Instant promise, long promiseSeconds, long metres) implements Answer {}

        /// No.
        ///
        /// @param reason the code of what stands in the way, e.g. `item_sold_out`
        record NotServiceable(String reason) implements Answer {}
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
