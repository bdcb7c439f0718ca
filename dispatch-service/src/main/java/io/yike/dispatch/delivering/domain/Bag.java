package io.yike.dispatch.delivering.domain;

import java.time.Instant;

/// The bag at the store.
///
/// @param readyAt when it is expected to be ready, or was
/// @param ready whether the store has said so
public record Bag(Instant readyAt, boolean ready) {}
