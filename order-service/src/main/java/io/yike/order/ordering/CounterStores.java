package io.yike.order.ordering;

import io.yike.order.ordering.domain.Order;
import io.yike.order.ordering.domain.StoreAnswer;
import java.util.Optional;

/// Asks what the store of a counter order took from its shelves, when it has not said so.
public interface CounterStores {

    /// Asks for one order.
    ///
    /// @return empty if it cannot be asked or has no answer yet
    Optional<StoreAnswer> ask(Order order);
}
