package io.yike.identity.organisation;

import io.yike.identity.organisation.domain.Organisation;
import io.yike.identity.organisation.domain.OrganisationKind;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Creates a platform, chain or fleet. Nothing refuses it: names need not be unique.
@Component
public class CreateOrganisation {

    private final Organisations organisations;
    private final Ids ids;
    private final Clock clock;

    CreateOrganisation(Organisations organisations, Ids ids, Clock clock) {
        this.organisations = organisations;
        this.ids = ids;
        this.clock = clock;
    }

    public Organisation create(OrganisationKind kind, String name) {
        Organisation organisation = new Organisation(
                ids.next(), kind, name, Set.of(), 1, clock.instant().truncatedTo(ChronoUnit.MICROS));
        organisations.add(organisation);
        return organisation;
    }
}
