package io.yike.dispatch.assignment;

import java.time.Duration;

/// How far deliveries may share a trip. Nothing here lets a promise be broken: it bounds what is possible within them.
///
/// @param tolerance a delivery may be handed over this much later than promised because of one that is added to its
///     trip; one that is later than that already must not be held up at all
/// @param longestDetour no delivery is handed over later than this because of one that is added, and no added one is
///     under way this much longer than its direct way
/// @param near how far apart the stores of two waiting deliveries may be that one courier brings together although
///     two could be sent
public record Bundling(Duration tolerance, Duration longestDetour, Duration near) {}
