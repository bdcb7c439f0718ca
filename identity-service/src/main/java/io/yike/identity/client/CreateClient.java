package io.yike.identity.client;

import io.yike.identity.client.domain.Client;
import io.yike.identity.client.domain.Creation;
import io.yike.identity.client.domain.Creation.Created;
import io.yike.identity.client.domain.Creation.Reason;
import io.yike.identity.client.domain.Creation.Refused;
import io.yike.identity.client.domain.RedirectUris;
import io.yike.identity.membership.Memberships;
import io.yike.identity.membership.domain.Membership;
import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.membership.domain.SubjectKind;
import io.yike.identity.organisation.Organisations;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.OrganisationKind;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.organisation.domain.Role;
import io.yike.identity.secret.SecretHashes;
import io.yike.identity.secret.SecretSeed;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Creates a client with its memberships: each role for each party, or each role alone where no party is given.
@Component
public class CreateClient {

    private static final int FIRST_SECRET = 1;

    private final Clients clients;
    private final Memberships memberships;
    private final Organisations organisations;
    private final SecretSeed seed;
    private final SecretHashes hashes;
    private final Ids ids;
    private final Clock clock;

    CreateClient(
            Clients clients,
            Memberships memberships,
            Organisations organisations,
            SecretSeed seed,
            SecretHashes hashes,
            Ids ids,
            Clock clock) {
        this.clients = clients;
        this.memberships = memberships;
        this.organisations = organisations;
        this.seed = seed;
        this.hashes = hashes;
        this.ids = ids;
        this.clock = clock;
    }

    /// What is asked for.
    ///
    /// @param organisationId whose it is; null: the organisation among the parties, or the caller's only one
    public record Wanted(
            String name,
            @Nullable UUID organisationId,
            List<Role> roles,
            List<Party> parties,
            boolean isPublic,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris) {

        public Wanted {
            roles = roles.stream().distinct().toList();
            parties = parties.stream().distinct().toList();
            redirectUris = redirectUris.stream().distinct().toList();
            postLogoutRedirectUris = postLogoutRedirectUris.stream().distinct().toList();
        }
    }

    @Transactional
    public Creation create(Authority authority, Wanted wanted) {
        Optional<Refused> refusal = refusal(authority, wanted);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        UUID organisationId = organisationOf(authority, wanted);
        if (organisationId == null && authority instanceof Authority.Owner) {
            return new Refused(Reason.ORGANISATION_UNKNOWN, "organisationId");
        }
        UUID id = ids.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RolesFrom rolesFrom = wanted.redirectUris().isEmpty() ? RolesFrom.MEMBERSHIPS : RolesFrom.USERS;
        Subject subject = new Subject(id.toString(), SubjectKind.CLIENT, id, organisationId, rolesFrom, now);
        Client client = new Client(
                subject,
                wanted.name(),
                wanted.isPublic() ? null : hashes.encodeMade(seed.clientSecret(subject.id(), FIRST_SECRET)),
                FIRST_SECRET,
                wanted.redirectUris(),
                wanted.postLogoutRedirectUris(),
                false,
                wanted.roles(),
                wanted.roles().isEmpty() ? List.of() : wanted.parties(),
                1);
        clients.add(client);
        for (Role role : wanted.roles()) {
            if (wanted.parties().isEmpty()) {
                memberships.add(new Membership(ids.next(), subject, role, null, now));
            }
            for (Party party : wanted.parties()) {
                memberships.add(new Membership(ids.next(), subject, role, party, now));
            }
        }
        return new Created(client);
    }

    private Optional<Refused> refusal(Authority authority, Wanted wanted) {
        if (wanted.organisationId() != null && !authority.reaches(wanted.organisationId())) {
            return refused(Reason.NOT_THE_CALLERS_TO_GIVE, "organisationId");
        }
        for (Role role : wanted.roles()) {
            if (wanted.parties().isEmpty() && !authority.mayGive(role, null)) {
                return refused(Reason.NOT_THE_CALLERS_TO_GIVE, "parties");
            }
            for (Party party : wanted.parties()) {
                if (!authority.mayGive(role, party)) {
                    return refused(Reason.NOT_THE_CALLERS_TO_GIVE, "parties");
                }
            }
        }
        if (wanted.organisationId() != null
                && organisations.find(wanted.organisationId()).isEmpty()) {
            return refused(Reason.ORGANISATION_UNKNOWN, "organisationId");
        }
        for (int index = 0; index < wanted.parties().size(); index++) {
            if (!organisations.knows(wanted.parties().get(index))) {
                return refused(Reason.ORGANISATION_UNKNOWN, "parties[" + index + "]");
            }
        }
        if (!wanted.redirectUris().isEmpty()
                && !(wanted.roles().isEmpty() && wanted.parties().isEmpty())) {
            return refused(Reason.ROLES_WITH_REDIRECT, wanted.roles().isEmpty() ? "parties" : "roles");
        }
        if (wanted.isPublic() && wanted.redirectUris().isEmpty()) {
            return refused(Reason.PUBLIC_WITHOUT_REDIRECT, "redirectUris");
        }
        if (wanted.redirectUris().isEmpty() && !wanted.postLogoutRedirectUris().isEmpty()) {
            return refused(Reason.LOGOUT_WITHOUT_LOGIN, "postLogoutRedirectUris");
        }
        OptionalInt refusedUri = RedirectUris.refused(wanted.redirectUris());
        if (refusedUri.isPresent()) {
            return refused(Reason.REDIRECT_URI_REFUSED, "redirectUris[" + refusedUri.getAsInt() + "]");
        }
        refusedUri = RedirectUris.refused(wanted.postLogoutRedirectUris());
        if (refusedUri.isPresent()) {
            return refused(Reason.REDIRECT_URI_REFUSED, "postLogoutRedirectUris[" + refusedUri.getAsInt() + "]");
        }
        return Optional.empty();
    }

    private static @Nullable UUID organisationOf(Authority authority, Wanted wanted) {
        if (wanted.organisationId() != null) {
            return wanted.organisationId();
        }
        return wanted.parties().stream()
                .filter(party -> OrganisationKind.find(party.kind()).isPresent())
                .map(Party::id)
                .findFirst()
                .or(authority::onlyOrganisation)
                .orElse(null);
    }

    private static Optional<Refused> refused(Reason reason, String field) {
        return Optional.of(new Refused(reason, field));
    }
}
