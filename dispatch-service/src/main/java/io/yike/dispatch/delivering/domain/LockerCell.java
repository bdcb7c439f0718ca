package io.yike.dispatch.delivering.domain;

import java.util.UUID;

/// The cell that a bag goes into.
///
/// @param holdId the hold at booking-service
/// @param label what stands on its door
public record LockerCell(UUID holdId, UUID facilityId, String facilityName, String label) {}
