package io.yike.identity.client.domain;

import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.organisation.domain.Role;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A program that asks for tokens.
///
/// @param secretHash null for a public client, which can keep no secret
/// @param secretNumber counts the secrets it has had
/// @param redirectUris where users come back to after login; none: it asks in its own name
/// @param postLogoutRedirectUris where users may come back to when they have logged out
/// @param roles distinct roles of its memberships
/// @param parties distinct parties of its memberships
/// @param version counts edits
public record Client(
        Subject subject,
        String name,
        @Nullable String secretHash,
        int secretNumber,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        boolean disabled,
        List<Role> roles,
        List<Party> parties,
        long version) {

    public Client {
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
        roles = List.copyOf(roles);
        parties = List.copyOf(parties);
    }

    public String id() {
        return subject.id();
    }

    public @Nullable UUID organisationId() {
        return subject.organisationId();
    }

    public boolean isPublic() {
        return secretHash == null;
    }

    public boolean isConfigured() {
        return subject.rolesFrom() == RolesFrom.CONFIGURATION;
    }

    public boolean logsUsersIn() {
        return !redirectUris.isEmpty();
    }

    public Client edited(
            String newName, boolean nowDisabled, List<String> newRedirectUris, List<String> newPostLogoutRedirectUris) {
        return new Client(
                subject,
                newName,
                secretHash,
                secretNumber,
                newRedirectUris,
                newPostLogoutRedirectUris,
                nowDisabled,
                roles,
                parties,
                version + 1);
    }
}
