package io.yike.recycling.custody.domain;

import io.yike.recycling.points.domain.Material;

/// What kind of thing is handed over.
public enum WasteStream {
    PAPER,
    PLASTIC,
    METAL,
    GLASS,
    TEXTILES,
    BULKY,
    APPLIANCE;

    /// Of what a bin takes.
    public static WasteStream of(Material material) {
        return switch (material) {
            case PAPER -> PAPER;
            case PLASTIC -> PLASTIC;
            case METAL -> METAL;
            case GLASS -> GLASS;
            case TEXTILES -> TEXTILES;
        };
    }
}
