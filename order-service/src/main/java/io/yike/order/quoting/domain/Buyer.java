package io.yike.order.quoting.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose quote or order it is.
///
/// @param role who placed it
/// @param id of the platform, resident or store that placed it
/// @param residentId the resident it is for, if known here
public record Buyer(Role role, UUID id, @Nullable UUID residentId) {

    public enum Role {
        PLATFORM,
        RESIDENT,
        /// Taken at the store's counter, or on its phone.
        STORE
    }

    public @Nullable UUID platformId() {
        return role == Role.PLATFORM ? id : null;
    }

    /// The party as it stands in tokens and in the ledger, e.g. `platform:ID`.
    public String party() {
        return switch (role) {
            case PLATFORM -> "platform:" + id;
            case RESIDENT -> "resident:" + id;
            case STORE -> "store:" + id;
        };
    }
}
