package io.yike.order.ordering.domain;

import io.yike.order.quoting.domain.Buyer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who did it.
///
/// @param id null for the system, and where nobody in particular is known
public record Actor(Kind kind, @Nullable String id) {

    public enum Kind {
        PLATFORM,
        RESIDENT,
        STORE,
        COURIER,
        OPERATOR,
        SYSTEM
    }

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, null);

    public static Actor store(UUID id) {
        return new Actor(Kind.STORE, id.toString());
    }

    public static Actor courier(@Nullable UUID id) {
        return new Actor(Kind.COURIER, id == null ? null : id.toString());
    }

    public static Actor of(Buyer buyer) {
        Kind kind = switch (buyer.role()) {
            case PLATFORM -> Kind.PLATFORM;
            case RESIDENT -> Kind.RESIDENT;
            case STORE -> Kind.STORE;
        };
        return new Actor(kind, buyer.id().toString());
    }
}
