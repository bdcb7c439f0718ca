package io.yike.store.ranking;

import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;

/// Why no store serves an order.
public enum NobodyLeft {
    OUT_OF_REACH,
    STORE_CLOSED,
    STORE_BUSY,
    LICENCE_MISSING,
    CAPABILITY_MISSING,
    ITEM_NOT_CARRIED,
    ITEM_SOLD_OUT,
    PROMISE_UNREACHABLE,
    WINDOW_UNREACHABLE,
    STORES_DECLINED,
    ROUTING_TIMEOUT,
    STORE_UNKNOWN;

    /// The nearest miss of all candidates.
    public static NobodyLeft of(Collection<Candidate> candidates) {
        return candidates.stream()
                .map(Candidate::passedOver)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(PassedOver::meaning)
                .orElse(OUT_OF_REACH);
    }
}
