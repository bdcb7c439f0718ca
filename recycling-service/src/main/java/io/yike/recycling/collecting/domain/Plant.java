package io.yike.recycling.collecting.domain;

import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.UUID;

/// Where crews unload.
public record Plant(UUID id, String name, Coordinate place, Instant registeredAt) {}
