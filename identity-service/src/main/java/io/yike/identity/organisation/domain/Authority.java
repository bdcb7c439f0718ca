package io.yike.identity.organisation.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a caller may do to organisations, clients, users and memberships.
public sealed interface Authority {

    /// Everything.
    record Operator() implements Authority {}

    /// What belongs to its organisations.
    record Owner(List<Organisation> organisations) implements Authority {
        public Owner {
            organisations = List.copyOf(organisations);
        }

        public List<UUID> ids() {
            return organisations.stream().map(Organisation::id).toList();
        }
    }

    /// Nothing.
    record Nobody() implements Authority {}

    /// Whether the caller sees what belongs to this organisation (null: to none).
    default boolean reaches(@Nullable UUID organisationId) {
        return switch (this) {
            case Operator() -> true;
            case Owner owner -> organisationId != null && owner.ids().contains(organisationId);
            case Nobody() -> false;
        };
    }

    /// Whether the caller may give this role, or take it away. An owner gives no role without a party: it would hold
    /// for everybody's.
    default boolean mayGive(Role role, @Nullable Party party) {
        return switch (this) {
            case Operator() -> true;
            case Owner(List<Organisation> organisations) ->
                party != null && organisations.stream().anyMatch(organisation -> organisation.gives(role, party));
            case Nobody() -> false;
        };
    }

    /// Whose a new thing is that does not say: the caller's organisation, where there is just one.
    default Optional<UUID> onlyOrganisation() {
        return switch (this) {
            case Owner owner
            when owner.organisations().size() == 1 -> Optional.of(owner.ids().getFirst());
            case Owner _, Operator(), Nobody() -> Optional.empty();
        };
    }
}
