package io.yike.dispatch.incidents.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that an operator must decide.
///
/// @param resolution null while open
public record Incident(
        UUID id,
        UUID deliveryId,
        UUID orderId,
        UUID courierId,
        @Nullable UUID fleetId,
        IncidentReason reason,
        Instant raisedAt,
        @Nullable Resolution resolution) {

    /// What was decided, and when.
    public record Resolution(
            IncidentDecision decision, @Nullable String note, Instant at) {}

    public Incident resolve(Resolution how) {
        return new Incident(id, deliveryId, orderId, courierId, fleetId, reason, raisedAt, how);
    }
}
