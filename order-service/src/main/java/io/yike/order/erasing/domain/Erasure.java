package io.yike.order.erasing.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// That a resident is to be forgotten, and who has.
///
/// @param forgottenAt by service
public record Erasure(UUID id, UUID residentId, Instant requestedAt, SortedMap<String, Instant> forgottenAt) {

    /// This service's name; it forgets in the transaction that begins the erasure.
    public static final String OURS = "order-service";

    /// Every service that holds something personal.
    public static final List<String> SERVICES = List.of(
            "booking-service", "dispatch-service", "identity-service", OURS, "recycling-service", "webhook-service");

    public Erasure {
        forgottenAt = new TreeMap<>(forgottenAt);
    }

    /// One that has just been begun, and here carried out.
    public static Erasure begun(UUID id, UUID residentId, Instant now) {
        return new Erasure(id, residentId, now, new TreeMap<>(Map.of(OURS, now)));
    }

    /// Whether nothing is left anywhere.
    public boolean isDone() {
        return forgottenAt.keySet().containsAll(SERVICES);
    }
}
