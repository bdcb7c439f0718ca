package io.yike.identity.membership;

import io.yike.identity.membership.domain.Ending;
import io.yike.identity.membership.domain.Ending.Ended;
import io.yike.identity.membership.domain.Ending.Reason;
import io.yike.identity.membership.domain.Ending.Refused;
import io.yike.identity.membership.domain.Membership;
import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.organisation.domain.Authority;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Takes a role away; tokens issued before say it until they expire. Refuses an owner what an operator gave.
@Component
public class EndRole {

    private final Memberships memberships;

    EndRole(Memberships memberships) {
        this.memberships = memberships;
    }

    public Ending end(Authority authority, UUID membershipId) {
        Optional<Membership> found = memberships
                .find(membershipId)
                .filter(membership -> authority.reaches(membership.subject().organisationId()));
        if (found.isEmpty()) {
            return new Refused(Reason.UNKNOWN);
        }
        Membership membership = found.get();
        if (!authority.mayGive(membership.role(), membership.party())) {
            return new Refused(Reason.NOT_THE_CALLERS_TO_TAKE);
        }
        if (membership.subject().rolesFrom() == RolesFrom.CONFIGURATION) {
            return new Refused(Reason.CONFIGURED);
        }
        memberships.remove(membership.id());
        return new Ended();
    }
}
