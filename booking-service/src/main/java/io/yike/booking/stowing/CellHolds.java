package io.yike.booking.stowing;

import io.yike.booking.stowing.domain.CellDecision.Changed;
import io.yike.booking.stowing.domain.CellHold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where holds of cells live, with their codes. A row is written together with what is told about it.
public interface CellHolds {

    void add(Changed granted);

    /// Writes what changed, and the code of its next use; the one before is dead.
    void save(Changed changed);

    Optional<CellHold> find(UUID holdId);

    /// As [#find], and nobody else changes it until the transaction ends.
    Optional<CellHold> findLocked(UUID holdId);

    /// What the code opens at the facility now, locked.
    Optional<CellHold> findByCodeLocked(UUID facilityId, String code);

    /// Whether the code opens something at the facility now.
    boolean isCode(UUID facilityId, String code);

    /// Whose holds to list; nobody's are all.
    record Filter(
            boolean everybody,
            Set<UUID> residents,
            Set<UUID> platforms,
            Set<UUID> fleets,
            Set<UUID> facilities,
            @Nullable String state,
            @Nullable UUID orderId,
            @Nullable UUID before) {}

    /// Newest first.
    List<CellHold> list(Filter filter, int limit);

    /// The code that is alive now.
    Optional<String> code(UUID holdId);

    /// Another code for the same use.
    void replaceCode(CellHold hold);

    void addCollector(UUID holdId, UUID residentId);

    void removeCollector(UUID holdId, UUID residentId);

    /// Its lock could not be reached, so that what the lock knows by itself may be shown until the next use.
    void lockIsSilent(UUID holdId);

    boolean isLockSilent(UUID holdId);

    /// How many wrong codes were entered since then; nobody else enters one there until the transaction ends.
    int wrongCodesLocked(UUID facilityId, Instant since);

    void addWrongCode(UUID facilityId, Instant at);

    /// Until the transaction ends, nobody else asks for a cell under that name.
    void lockName(UUID holdId);

    /// Whether a cell of that name was refused.
    boolean isRefused(UUID holdId);

    /// Writes down, and tells, that no cell could be held, in the running transaction.
    void refuse(HoldCell.Wish wish, HoldCell.Refused refused, Instant at);
}
