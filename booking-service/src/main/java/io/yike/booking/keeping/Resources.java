package io.yike.booking.keeping;

import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.keeping.domain.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where rooms, items and their units live.
public interface Resources {

    Optional<Resource> find(UUID resourceId);

    /// By name.
    List<Resource> list(UUID facilityId);

    void add(Resource resource);

    /// Makes a room one that has parts, so that only they are claimed; false if it has bookings that end after `now`.
    /// Until the transaction ends, nobody books it.
    boolean divide(UUID roomId, Instant now);

    /// Saves what was edited.
    ///
    /// @return false if somebody else did so since the version before
    boolean save(Resource edited);

    /// Adds a unit.
    ///
    /// @return false if another unit of the facility has its code
    boolean addUnit(Unit unit);

    Optional<Unit> findUnit(UUID unitId);

    void saveUnit(Unit unit);

    /// The rooms without parts that a room consists of, or the resource itself, by id.
    List<UUID> leaves(UUID resourceId);

    /// The rooms that a room is in, itself, and its parts; of items, themselves.
    List<Resource> kin(UUID resourceId);

    /// What must not change while it is judged whether a resource may be booked: the rooms without parts that it
    /// consists of, or the items themselves, and those of each room around it of which a share is kept. By id.
    List<UUID> contested(UUID resourceId);

    /// When it cannot be had, as its keeper says: of itself, of the rooms that it is in, and of its parts.
    List<Span> blackouts(UUID resourceId);
}
