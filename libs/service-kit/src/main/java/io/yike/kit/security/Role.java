package io.yike.kit.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a caller may act as. In a token: `roles: ["platform"]`.
public enum Role {
    PLATFORM,
    CHAIN,
    STORE,
    FLEET,
    COURIER,
    RESIDENT,
    KEEPER,
    CREW,
    PLANT,
    AGENT,
    DEVICE,
    OPERATOR,
    /// Another service of Yike.
    SERVICE;

    /// The name in tokens.
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty for a role this version does not know: it grants nothing.
    public static Optional<Role> find(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(claim))
                .findAny();
    }
}
