package io.yike.identity.membership;

import io.yike.identity.membership.domain.Giving;
import io.yike.identity.membership.domain.Giving.Given;
import io.yike.identity.membership.domain.Giving.Reason;
import io.yike.identity.membership.domain.Giving.Refused;
import io.yike.identity.membership.domain.Membership;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.membership.domain.SubjectKind;
import io.yike.identity.organisation.Organisations;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.organisation.domain.Role;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives a client or user a role, which its next token says.
@Component
public class GiveRole {

    private final Subjects subjects;
    private final Memberships memberships;
    private final Organisations organisations;
    private final Ids ids;
    private final Clock clock;

    GiveRole(Subjects subjects, Memberships memberships, Organisations organisations, Ids ids, Clock clock) {
        this.subjects = subjects;
        this.memberships = memberships;
        this.organisations = organisations;
        this.ids = ids;
        this.clock = clock;
    }

    public Giving give(Authority authority, SubjectKind kind, String subjectId, Role role, @Nullable Party party) {
        if (!authority.mayGive(role, party)) {
            return new Refused(Reason.NOT_THE_CALLERS_TO_GIVE);
        }
        Optional<Subject> found =
                subjects.find(kind, subjectId).filter(subject -> authority.reaches(subject.organisationId()));
        if (found.isEmpty()) {
            return new Refused(Reason.SUBJECT_UNKNOWN);
        }
        if (party != null && !organisations.knows(party)) {
            return new Refused(Reason.ORGANISATION_UNKNOWN);
        }
        Subject subject = found.get();
        return switch (subject.rolesFrom()) {
            case USERS -> new Refused(Reason.LOGS_USERS_IN);
            case CONFIGURATION -> new Refused(Reason.CONFIGURED);
            case MEMBERSHIPS -> {
                Membership membership = new Membership(
                        ids.next(), subject, role, party, clock.instant().truncatedTo(ChronoUnit.MICROS));
                yield memberships.add(membership) ? new Given(membership) : new Refused(Reason.EXISTS);
            }
        };
    }
}
