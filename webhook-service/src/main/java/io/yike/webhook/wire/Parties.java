package io.yike.webhook.wire;

import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.webhook.publishing.domain.Party;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// For which parties a caller may read events and have endpoints: those of the token, in the role that goes with each.
/// An agent or device of a platform is not told what the platform is told.
public final class Parties {

    private static final Map<String, Set<Role>> ROLES = Map.of(
            "platform", Set.of(Role.PLATFORM),
            "resident", Set.of(Role.RESIDENT),
            "store", Set.of(Role.STORE, Role.CHAIN),
            "fleet", Set.of(Role.FLEET),
            "courier", Set.of(Role.COURIER));

    private Parties() {}

    /// Passes whoever may have endpoints at all, and operators.
    ///
    /// @throws ProblemException 403 otherwise
    public static void requireRole(Caller caller) {
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.CHAIN, Role.FLEET, Role.COURIER, Role.OPERATOR);
    }

    /// Passes whoever may have endpoints of their own: an operator is told nothing and owns none.
    ///
    /// @throws ProblemException 403 otherwise
    public static void requireOwner(Caller caller) {
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.CHAIN, Role.FLEET, Role.COURIER);
    }

    public static Set<Party> own(Caller caller) {
        return caller.parties().stream()
                .filter(party ->
                        ROLES.getOrDefault(party.kind(), Set.of()).stream().anyMatch(caller::has))
                .map(io.yike.kit.security.Party::toString)
                .filter(Party::isOne)
                .map(Party::parse)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the caller may look at what is this party's.
    public static boolean mayRead(Caller caller, Party party) {
        return caller.has(Role.OPERATOR) || own(caller).contains(party);
    }

    /// The party whose events are asked for.
    ///
    /// @throws ProblemException 404 if it is another's, 422 `party_required` if it is not clear
    public static Party reader(Caller caller, @Nullable String named) {
        if (named != null) {
            Party party = Party.parse(named);
            if (!mayRead(caller, party)) {
                throw new ProblemException(Problem.notFound());
            }
            return party;
        }
        return only(own(caller));
    }

    /// The party whose endpoint is to be made.
    ///
    /// @throws ProblemException 422 `party_unknown` if it is another's, `party_required` if it is not clear
    public static Party owner(Caller caller, @Nullable String named) {
        Set<Party> own = own(caller);
        if (named == null) {
            return only(own);
        }
        Party party = Party.parse(named);
        if (!own.contains(party)) {
            throw refused("party_unknown", "The caller does not act for this party", "party");
        }
        return party;
    }

    /// The parties whose things are listed; null for everybody's.
    ///
    /// @throws ProblemException 404 if one is named that is another's
    public static @Nullable Set<Party> listed(Caller caller, @Nullable String named) {
        if (named != null) {
            return Set.of(reader(caller, named));
        }
        return caller.has(Role.OPERATOR) ? null : own(caller);
    }

    /// 422: a rule refuses the request.
    ///
    /// @param field what is at fault, as a path into the request
    public static ProblemException refused(String code, String title, String field) {
        return new ProblemException(Problem.unprocessable(code, title, new FieldProblem(field, code, null)));
    }

    /// 400: a filter names a type that does not exist.
    public static ProblemException unknownType(int place) {
        String code = "unknown_event_type";
        return new ProblemException(new Problem(
                400,
                code,
                "There is no such type of event",
                null,
                List.of(new FieldProblem("types[" + place + "]", code, null)),
                null));
    }

    private static Party only(Set<Party> own) {
        if (own.size() != 1) {
            throw refused("party_required", "It is not clear for which party", "party");
        }
        return own.iterator().next();
    }
}
