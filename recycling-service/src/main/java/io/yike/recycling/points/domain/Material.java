package io.yike.recycling.points.domain;

/// What a bin takes.
public enum Material {
    PAPER,
    PLASTIC,
    METAL,
    GLASS,
    TEXTILES
}
