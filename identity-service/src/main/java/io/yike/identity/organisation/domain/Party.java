package io.yike.identity.organisation.domain;

import java.util.UUID;

/// Whom a role is held for, `kind:id` in tokens and rows. Stores and couriers are known to their own services only;
/// organisations are known here.
public record Party(String kind, UUID id) {

    public static Party parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("A party is kind:id");
        }
        return new Party(text.substring(0, colon), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return kind + ":" + id;
    }
}
