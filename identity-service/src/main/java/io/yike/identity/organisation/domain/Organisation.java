package io.yike.identity.organisation.domain;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// A platform, chain or fleet.
///
/// @param parties what its owner may give beside its own party, as an operator allowed
/// @param version counts edits
public record Organisation(
        UUID id, OrganisationKind kind, String name, Set<Party> parties, long version, Instant createdAt) {

    public Organisation {
        parties = Set.copyOf(parties);
    }

    public Party party() {
        return new Party(kind.partyKind(), id);
    }

    boolean gives(Role role, Party party) {
        return kind.gives(role) && (party.equals(party()) || parties.contains(party));
    }
}
