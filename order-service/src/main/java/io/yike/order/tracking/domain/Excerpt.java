package io.yike.order.tracking.domain;

import java.util.Set;
import java.util.UUID;

/// How much of a timeline somebody reads.
public sealed interface Excerpt {

    record Whole() implements Excerpt {}

    /// What concerns a store: no other store's offers and answers, and nothing of the payment.
    ///
    /// @param stores the reader's own
    record OfStores(Set<UUID> stores) implements Excerpt {
        public OfStores {
            stores = Set.copyOf(stores);
        }
    }
}
