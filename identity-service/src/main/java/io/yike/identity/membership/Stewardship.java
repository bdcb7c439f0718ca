package io.yike.identity.membership;

import io.yike.identity.organisation.domain.Authority;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who may change a client or user. Whoever sets its secret can act as it, so an owner may change only those that
/// hold nothing beyond what the owner could have given: else setting a colleague's password would make one an
/// operator.
@Component
public class Stewardship {

    private final Memberships memberships;

    Stewardship(Memberships memberships) {
        this.memberships = memberships;
    }

    /// Passes whoever may change the subject.
    ///
    /// @throws ProblemException 404 for another's, 403 for one that holds more than the caller may give
    public void require(Authority authority, @Nullable UUID organisationId, String subjectId) {
        if (!authority.reaches(organisationId)) {
            throw new ProblemException(Problem.notFound());
        }
        boolean withinReach = memberships.listOf(subjectId).stream()
                .allMatch(membership -> authority.mayGive(membership.role(), membership.party()));
        if (!withinReach) {
            throw new ProblemException(Problem.forbidden());
        }
    }
}
