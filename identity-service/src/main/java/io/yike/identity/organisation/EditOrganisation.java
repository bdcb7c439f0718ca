package io.yike.identity.organisation;

import io.yike.identity.organisation.domain.Organisation;
import io.yike.identity.organisation.domain.Party;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Renames an organisation and says which further parties its owner may give.
@Component
public class EditOrganisation {

    private final Organisations organisations;

    EditOrganisation(Organisations organisations) {
        this.organisations = organisations;
    }

    /// Empty when it was edited since `organisation` was read.
    public Optional<Organisation> edit(Organisation organisation, String name, Set<Party> parties) {
        Organisation edited = new Organisation(
                organisation.id(),
                organisation.kind(),
                name,
                parties,
                organisation.version() + 1,
                organisation.createdAt());
        return organisations.replace(edited, organisation.version()) ? Optional.of(edited) : Optional.empty();
    }
}
