package io.yike.webhook.wire;

import io.yike.webhook.publishing.domain.Types;

/// Chosen types as patterns of SQL's LIKE.
public final class Likes {

    private Likes() {}

    public static String[] of(Types types) {
        return types.patterns().stream()
                .map(pattern -> pattern.replace("_", "\\_").replace('*', '%'))
                .toArray(String[]::new);
    }
}
