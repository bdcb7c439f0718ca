package io.yike.booking.keeping.domain;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A place where things are shared, with its hours.
///
/// @param lat in WGS 84
/// @param zone of all rules of what is in it
/// @param version counts edits
public record Facility(
        UUID id,
        String name,
        @Nullable String address,
        double lat,
        double lng,
        ZoneId zone,
        OpeningHours hours,
        FairLimits limits,
        int version,
        Instant createdAt) {}
