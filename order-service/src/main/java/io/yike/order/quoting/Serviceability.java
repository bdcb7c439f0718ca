package io.yike.order.quoting;

import io.yike.order.quoting.domain.Basket;

/// Asks store-service whether a basket can be served at this moment.
public interface Serviceability {

    Answer ask(Basket basket);

    sealed interface Answer {

        /// A store can serve it.
        ///
        /// @param metres from the store to the destination
        /// @param promiseSeconds from now, or from the start of preparation
        record Reachable(long metres, long promiseSeconds) implements Answer {}

        record NotReachable(String reason) implements Answer {}

        /// It did not answer in time, or not sensibly.
        record Silent() implements Answer {}
    }
}
