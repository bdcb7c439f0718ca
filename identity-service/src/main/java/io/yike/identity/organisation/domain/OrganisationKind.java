package io.yike.identity.organisation.domain;

import static io.yike.identity.organisation.domain.Role.AGENT;
import static io.yike.identity.organisation.domain.Role.COURIER;
import static io.yike.identity.organisation.domain.Role.DEVICE;
import static io.yike.identity.organisation.domain.Role.RESIDENT;
import static io.yike.identity.organisation.domain.Role.STORE;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an organisation is, and which roles its owner may give.
public enum OrganisationKind {
    PLATFORM(Role.PLATFORM),
    CHAIN(Role.CHAIN),
    FLEET(Role.FLEET);

    private final Role owner;

    OrganisationKind(Role owner) {
        this.owner = owner;
    }

    /// Who holds this role for the organisation's own party is its owner.
    public Role owner() {
        return owner;
    }

    public boolean gives(Role role) {
        return switch (this) {
            case PLATFORM -> role == owner || role == AGENT || role == RESIDENT || role == DEVICE;
            case CHAIN -> role == owner || role == STORE || role == DEVICE;
            case FLEET -> role == owner || role == COURIER || role == DEVICE;
        };
    }

    /// The kind of its party, and its name in rows.
    public String partyKind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty when a party of this kind is no organisation.
    public static Optional<OrganisationKind> find(String partyKind) {
        return Arrays.stream(values())
                .filter(kind -> kind.partyKind().equals(partyKind))
                .findAny();
    }
}
