package io.yike.identity.organisation.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody may act as; what they may do to a thing is each service's own question.
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
    /// A service of Yike; set in the configuration only by intent, though an operator may give it.
    SERVICE;

    /// The name in tokens and rows.
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role get(String claim) {
        return find(claim).orElseThrow(() -> new IllegalArgumentException("No role is named " + claim));
    }

    public static Optional<Role> find(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(claim))
                .findAny();
    }
}
