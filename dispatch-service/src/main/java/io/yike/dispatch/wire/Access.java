package io.yike.dispatch.wire;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who may see and do what. Another's thing is answered as if it did not exist.
public final class Access {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Access() {}

    public static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }

    /// Whether the caller is the courier, or the courier's fleet, or an operator.
    public static boolean actsFor(Caller caller, UUID courierId, @Nullable UUID fleetId) {
        return caller.has(Role.OPERATOR)
                || (caller.has(Role.COURIER) && caller.is("courier", courierId))
                || (fleetId != null && caller.has(Role.FLEET) && caller.is("fleet", fleetId));
    }

    /// The party in whose name the caller acts for a courier.
    public static String actor(Caller caller, UUID courierId, @Nullable UUID fleetId) {
        if (caller.has(Role.COURIER) && caller.is("courier", courierId)) {
            return "courier:" + courierId;
        }
        if (fleetId != null && caller.has(Role.FLEET) && caller.is("fleet", fleetId)) {
            return "fleet:" + fleetId;
        }
        return "operator";
    }

    /// The ids of the caller's parties of a kind, if the caller has the role; an id that is none of ours stands for
    /// nobody.
    public static Set<UUID> ids(Caller caller, Role role) {
        if (!caller.has(role)) {
            return Set.of();
        }
        return caller.idsOf(role.claim()).stream()
                .filter(id -> UUID_TEXT.matcher(id).matches())
                .map(UUID::fromString)
                .collect(Collectors.toUnmodifiableSet());
    }
}
