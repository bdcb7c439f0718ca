package io.yike.webhook.delivering;

import java.util.UUID;

/// A delivery that this instance has for itself for a while.
///
/// @param attempt which call of it this is
public record Leased(UUID deliveryId, UUID endpointId, int attempt) {}
