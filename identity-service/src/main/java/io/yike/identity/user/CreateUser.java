package io.yike.identity.user;

import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.membership.domain.SubjectKind;
import io.yike.identity.organisation.Organisations;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.secret.SecretHashes;
import io.yike.identity.user.domain.Registration;
import io.yike.identity.user.domain.Registration.Reason;
import io.yike.identity.user.domain.Registration.Refused;
import io.yike.identity.user.domain.Registration.Registered;
import io.yike.identity.user.domain.User;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Creates a user, who has no roles yet.
@Component
public class CreateUser {

    private final Users users;
    private final Organisations organisations;
    private final SecretHashes hashes;
    private final Ids ids;
    private final Clock clock;

    CreateUser(Users users, Organisations organisations, SecretHashes hashes, Ids ids, Clock clock) {
        this.users = users;
        this.organisations = organisations;
        this.hashes = hashes;
        this.ids = ids;
        this.clock = clock;
    }

    /// Creates it, unless refused.
    ///
    /// @param organisationId whose it is; null: the caller's only one, an operator's none
    public Registration create(
            Authority authority,
            String username,
            String password,
            @Nullable String displayName,
            @Nullable UUID organisationId) {
        if (organisationId != null && !authority.reaches(organisationId)) {
            return new Refused(Reason.NOT_THE_CALLERS);
        }
        if (organisationId != null && organisations.find(organisationId).isEmpty()) {
            return new Refused(Reason.ORGANISATION_UNKNOWN);
        }
        UUID whose = organisationId != null
                ? organisationId
                : authority.onlyOrganisation().orElse(null);
        if (whose == null && authority instanceof Authority.Owner) {
            return new Refused(Reason.ORGANISATION_UNKNOWN);
        }
        if (users.findCredentials(username).isPresent()) {
            return new Refused(Reason.USERNAME_TAKEN);
        }
        UUID id = ids.next();
        Subject subject = new Subject(
                id.toString(),
                SubjectKind.USER,
                id,
                whose,
                RolesFrom.MEMBERSHIPS,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        User user = new User(id, subject, username, displayName, false, 1);
        // A name taken between the look above and this row: whoever renders the refusal rolls the subject back.
        return users.add(user, hashes.encode(password)) ? new Registered(user) : new Refused(Reason.USERNAME_TAKEN);
    }
}
