package io.yike.booking.keeping.domain;

import java.util.UUID;

/// One of like items.
///
/// @param code as on its label; no two in a facility are the same
public record Unit(UUID id, UUID resourceId, UUID facilityId, String code, Condition condition, boolean retired) {}
