package io.yike.identity.organisation;

import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.Organisation;
import io.yike.identity.organisation.domain.OrganisationKind;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Reads from a caller's token what it may do here.
@Component
public class Authorities {

    private final CurrentCaller callers;
    private final Organisations organisations;

    Authorities(CurrentCaller callers, Organisations organisations) {
        this.callers = callers;
        this.organisations = organisations;
    }

    public Authority current() {
        Caller caller = callers.get();
        if (caller.has(Role.OPERATOR)) {
            return new Authority.Operator();
        }
        List<Organisation> owned = organisations.listOf(partyIds(caller)).stream()
                .filter(organisation ->
                        caller.has(Role.valueOf(organisation.kind().owner().name()))
                                && caller.is(organisation.kind().partyKind(), organisation.id()))
                .toList();
        return owned.isEmpty() ? new Authority.Nobody() : new Authority.Owner(owned);
    }

    /// What the caller may do, where it may do anything.
    ///
    /// @throws ProblemException 403 for whoever is neither operator nor owner
    public Authority required() {
        Authority authority = current();
        if (authority instanceof Authority.Nobody) {
            throw new ProblemException(Problem.forbidden());
        }
        return authority;
    }

    /// Passes operators only.
    ///
    /// @throws ProblemException 403 for everybody but operators
    public void requireOperator() {
        callers.get().require(Role.OPERATOR);
    }

    private static List<UUID> partyIds(Caller caller) {
        return Arrays.stream(OrganisationKind.values())
                .flatMap(kind -> caller.idsOf(kind.partyKind()).stream())
                .flatMap(id -> uuid(id).stream())
                .toList();
    }

    /// Another issuer's parties may be no UUIDs; those are no organisations of ours.
    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
