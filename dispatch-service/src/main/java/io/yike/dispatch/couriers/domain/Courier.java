package io.yike.dispatch.couriers.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Someone who brings deliveries, for a fleet or on their own.
///
/// @param phone E.164
/// @param capacity how many deliveries at a time
/// @param shiftStartedAt null when off shift
/// @param lastHeardAt when anything was heard of them last
public record Courier(
        UUID id,
        String name,
        @Nullable String phone,
        @Nullable UUID fleetId,
        int capacity,
        Instant registeredAt,
        @Nullable Instant shiftStartedAt,
        @Nullable Instant lastHeardAt) {

    public boolean onShift() {
        return shiftStartedAt != null;
    }

    public Courier startShift(Instant now) {
        return new Courier(id, name, phone, fleetId, capacity, registeredAt, now, now);
    }

    public Courier endShift() {
        return new Courier(id, name, phone, fleetId, capacity, registeredAt, null, lastHeardAt);
    }

    /// Names and numbers may not reach a log.
    @Override
    public String toString() {
        return "Courier[" + id + "]";
    }
}
