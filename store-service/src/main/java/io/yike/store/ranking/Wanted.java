package io.yike.store.ranking;

import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is asked of the stores.
///
/// @param pieces by SKU
/// @param window null for as soon as possible
/// @param longestPromise a store that needs longer is passed over
/// @param asked stores that had the order already, with how that ended
public record Wanted(
        Fulfilment fulfilment,
        SortedMap<String, Integer> pieces,
        Coordinate destination,
        @Nullable Window window,
        Instant now,
        Duration longestPromise,
        Map<UUID, PassedOver> asked) {

    public Wanted {
        pieces = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(pieces));
        asked = Map.copyOf(asked);
    }

    public enum Fulfilment {
        DELIVERY,
        PICKUP
    }

    /// When the buyer wants it.
    public record Window(Instant start, Instant end) {

        public Window {
            if (!start.isBefore(end)) {
                throw new IllegalArgumentException("A window starts before it ends");
            }
        }
    }
}
