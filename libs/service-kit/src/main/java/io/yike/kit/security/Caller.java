package io.yike.kit.security;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;

/// Who sent the request, as the token says. What they may do to a thing is the service's own question.
///
/// @param subject user or client
/// @param clientId the program that calls
public record Caller(String subject, String clientId, Set<Role> roles, Set<Party> parties) {

    public Caller {
        roles = Set.copyOf(roles);
        parties = Set.copyOf(parties);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /// Whose idempotency keys count as the same: the program's own; and of a program that many people use, each
    /// person's, so that nobody is given an answer that was somebody else's.
    public String keyScope() {
        return subject.equals(clientId) ? clientId : clientId + " " + subject;
    }

    /// Whether the caller acts for this party in its own role, e.g. `is(Role.STORE, storeId)`. The party alone is not
    /// enough: whoever is an agent of a platform and a resident besides is not the platform.
    public boolean is(Role role, Object id) {
        return has(role) && is(role.claim(), id);
    }

    /// Whether the caller acts for this party in the role of the same name.
    public boolean actsAs(Party party) {
        return parties.contains(party)
                && Role.find(party.kind()).filter(this::has).isPresent();
    }

    /// Whether the caller acts for this party, e.g. `is("facility", facilityId)`, in whatever role.
    public boolean is(String kind, Object id) {
        return parties.contains(new Party(kind, id.toString()));
    }

    /// Ids of all parties of this kind the caller acts for.
    public Set<String> idsOf(String kind) {
        return parties.stream()
                .filter(party -> party.kind().equals(kind))
                .map(Party::id)
                .collect(toUnmodifiableSet());
    }

    /// Ids of all parties of this role's own kind that the caller acts for; none without the role.
    public Set<String> idsOf(Role role) {
        return has(role) ? idsOf(role.claim()) : Set.of();
    }

    /// Passes with any of the roles.
    ///
    /// @throws ProblemException 403 `forbidden` otherwise
    public void require(Role... anyOf) {
        if (Arrays.stream(anyOf).noneMatch(this::has)) {
            throw new ProblemException(Problem.forbidden());
        }
    }
}
