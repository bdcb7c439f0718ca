package io.yike.recycling.points.domain;

import java.util.UUID;

/// The bin of a point for one material.
public record Bin(UUID id, UUID pointId, Material material, int volumeLitres) {}
