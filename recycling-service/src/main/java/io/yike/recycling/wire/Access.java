package io.yike.recycling.wire;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Who may see and do what. Another's thing is answered as if it did not exist.
public final class Access {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Access() {}

    public static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }

    /// Passes for the device itself; 403 without the role, 404 for another device.
    public static void requireDevice(Caller caller, UUID deviceId) {
        caller.require(Role.DEVICE);
        if (!caller.is(Role.DEVICE, deviceId)) {
            throw notFound();
        }
    }

    /// Passes for the resident themselves and for operators; 403 without a role, 404 for another resident.
    public static void requireResident(Caller caller, UUID residentId) {
        caller.require(Role.RESIDENT, Role.OPERATOR);
        if (!caller.has(Role.OPERATOR) && !caller.is(Role.RESIDENT, residentId)) {
            throw notFound();
        }
    }

    /// The ids of the caller's parties of a kind, if the caller has the role; an id that is none of ours stands for
    /// nobody.
    public static Set<UUID> ids(Caller caller, Role role) {
        return caller.idsOf(role).stream()
                .filter(id -> UUID_TEXT.matcher(id).matches())
                .map(UUID::fromString)
                .collect(Collectors.toUnmodifiableSet());
    }
}
