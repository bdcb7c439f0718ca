package io.yike.booking.stowing;

import io.yike.booking.stowing.domain.Cell;
import io.yike.booking.stowing.domain.CellHold.Place;
import io.yike.booking.stowing.domain.CellSize;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where locker cells live.
public interface Cells {

    /// Adds a cell.
    ///
    /// @param offlineCode what its lock knows by itself
    /// @return false if another of the facility has its label
    boolean add(Cell cell, @Nullable String offlineCode);

    /// Saves its lock and whether it is retired.
    ///
    /// @param offlineCode null for as before
    void save(Cell cell, @Nullable String offlineCode);

    Optional<Cell> find(UUID cellId);

    /// By label.
    List<Cell> list(UUID facilityId);

    /// What the cell's lock knows by itself.
    Optional<String> offlineCode(UUID cellId);

    /// A facility that has cells, and how far it is from a point.
    record Locker(UUID facilityId, String name, int metres) {}

    /// Empty if there is no such facility, or if it has no cells.
    Optional<Locker> findLocker(UUID facilityId, double lat, double lng);

    /// The same, seen from itself.
    Optional<Locker> findLocker(UUID facilityId);

    /// The smallest free cell that is large enough. Until the transaction ends, nobody else takes one of this locker,
    /// so that whoever is told that all are full is told so for good reason.
    Optional<Place> takeFree(UUID facilityId, CellSize size);

    /// Lockers with such a free cell, the nearest to the point first.
    List<Locker> lockersNear(double lat, double lng, int withinMetres, CellSize size, UUID otherThan, int limit);

    /// The same, near another locker.
    List<Locker> lockersNear(UUID facilityId, int withinMetres, CellSize size, int limit);
}
