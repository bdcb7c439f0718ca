package io.yike.order.renewing.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far an order's old appliances are.
public record TakeBack(UUID id, UUID orderId, TakeBackWish wish, State state) {

    /// Where it stands.
    public sealed interface State {

        /// No store has taken the order yet.
        record Wanted() implements State {}

        /// recycling-service has not answered yet.
        record Asked() implements State {}

        record Booked(UUID pickupId, Instant start, Instant end) implements State {}

        /// Nothing is fetched.
        ///
        /// @param reason recycling-service's word
        record Refused(@Nullable String reason) implements State {}

        /// The order has ended without being handed over.
        record Withdrawn() implements State {}
    }

    /// The same elsewhere.
    public TakeBack in(State next) {
        return new TakeBack(id, orderId, wish, next);
    }
}
