package io.yike.recycling.custody.domain;

import java.util.Locale;
import java.util.UUID;

/// Who has something, has had it, or will.
public record Holder(Kind kind, UUID id) {

    /// What kind of party.
    public enum Kind {
        RESIDENT,
        POINT,
        CREW,
        /// Has the id of its crew.
        DEPOT,
        PLANT,
        PROCESSOR
    }

    /// Such as `crew:ID`.
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
