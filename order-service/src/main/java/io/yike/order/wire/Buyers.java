package io.yike.order.wire;

import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Buyer;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// For whom a caller buys.
public final class Buyers {

    private Buyers() {}

    /// Finds out for whom.
    ///
    /// @param platformId needed if the caller acts for several platforms
    /// @param residentId whom it is for, if the buyer says so
    /// @throws ProblemException 403 if the caller's role buys nothing of this kind; 422 if they act for nobody
    public static Buyer of(Caller caller, Basket basket, @Nullable UUID platformId, @Nullable UUID residentId) {
        return switch (basket.kind()) {
            case COUNTER -> store(caller, basket.storeId(), residentId);
            case ROUTED -> {
                caller.require(Role.PLATFORM, Role.RESIDENT);
                yield caller.has(Role.PLATFORM)
                        ? platform(caller, platformId, residentId)
                        : resident(caller, platformId, residentId);
            }
        };
    }

    private static Buyer store(Caller caller, @Nullable UUID storeId, @Nullable UUID residentId) {
        caller.require(Role.STORE);
        if (storeId == null || !caller.is(Role.STORE, storeId)) {
            throw Wire.refused("store_unknown", "No such store", "storeId");
        }
        return new Buyer(Buyer.Role.STORE, storeId, residentId);
    }

    private static Buyer platform(Caller caller, @Nullable UUID platformId, @Nullable UUID residentId) {
        Set<UUID> own = ids(caller, Role.PLATFORM);
        if (platformId != null) {
            if (!own.contains(platformId)) {
                throw Wire.refused("platform_unknown", "No such platform", "platformId");
            }
            return new Buyer(Buyer.Role.PLATFORM, platformId, residentId);
        }
        if (own.size() != 1) {
            throw Wire.refused("platform_required", "It is not clear for which platform", "platformId");
        }
        return new Buyer(Buyer.Role.PLATFORM, own.iterator().next(), residentId);
    }

    private static Buyer resident(Caller caller, @Nullable UUID platformId, @Nullable UUID residentId) {
        Set<UUID> own = ids(caller, Role.RESIDENT);
        if (platformId != null) {
            throw Wire.refused("platform_unknown", "No such platform", "platformId");
        }
        if (own.isEmpty()) {
            throw new ProblemException(Problem.forbidden());
        }
        UUID self = residentId == null ? own.iterator().next() : residentId;
        if (!own.contains(self)) {
            throw Wire.refused("resident_unknown", "No such resident", "residentId");
        }
        return new Buyer(Buyer.Role.RESIDENT, self, self);
    }

    /// The ids of the caller's parties in a role; an id that is none of ours stands for nobody here.
    public static Set<UUID> ids(Caller caller, Role role) {
        return caller.idsOf(role).stream()
                .filter(id -> id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
                .map(UUID::fromString)
                .collect(Collectors.toUnmodifiableSet());
    }
}
