package io.yike.store.ranking;

import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All stores on a grid of cells a fiftieth of a degree wide (some 2 km). A store stands in the cell of its point, and
/// in
/// each cell that its reach touches, so that the stores which may reach a place are found in one look.
///
/// Readers never wait; one writer at a time.
public final class StoreMap {

    private static final double CELLS_PER_DEGREE = 50;

    private final Map<UUID, Outlet> outlets = new ConcurrentHashMap<>();
    private final Map<Long, Set<UUID>> byPoint = new ConcurrentHashMap<>();
    private final Map<Long, Set<UUID>> byReach = new ConcurrentHashMap<>();

    /// Adds the store or takes over its change; its shelf stays.
    public synchronized void put(Store store, int openOrders) {
        Outlet known = outlets.get(store.id());
        Outlet changed = known == null ? Outlet.empty(store).with(store, openOrders) : known.with(store, openOrders);
        outlets.put(store.id(), changed);
        if (known != null && sameGround(known.store(), store)) {
            return;
        }
        Set<Long> reached =
                cellsOf(store.profile().reach().bounds(store.profile().point()));
        long own = cellOf(store.profile().point());
        if (known != null) {
            Set<Long> left = cellsOf(known.store()
                    .profile()
                    .reach()
                    .bounds(known.store().profile().point()));
            left.removeAll(reached);
            left.forEach(cell -> remove(byReach, cell, store.id()));
            long before = cellOf(known.store().profile().point());
            if (before != own) {
                remove(byPoint, before, store.id());
            }
        }
        reached.forEach(cell -> add(byReach, cell, store.id()));
        add(byPoint, own, store.id());
    }

    /// Sets one item of a store, or takes it off the shelf.
    public void put(UUID storeId, String sku, @Nullable ShelfItem item) {
        Outlet outlet = outlets.get(storeId);
        if (outlet == null) {
            return;
        }
        if (item == null) {
            outlet.shelf().remove(sku);
        } else {
            outlet.shelf().put(sku, item);
        }
    }

    public Optional<Outlet> find(UUID storeId) {
        return Optional.ofNullable(outlets.get(storeId));
    }

    public int size() {
        return outlets.size();
    }

    /// Those whose reach may cover the place; the reach itself decides.
    List<Outlet> aroundReach(Coordinate place) {
        return outletsOf(byReach.getOrDefault(cellOf(place), Set.of()));
    }

    /// Those within the straight line, nearest first.
    public List<Nearby> near(Coordinate place, double metres) {
        Set<Long> cells = cellsOf(new Reach.Radius((int) Math.ceil(metres)).bounds(place));
        List<Nearby> found = new ArrayList<>();
        for (long cell : cells) {
            for (Outlet outlet : outletsOf(byPoint.getOrDefault(cell, Set.of()))) {
                double distance = place.metresTo(outlet.store().profile().point());
                if (distance <= metres) {
                    found.add(new Nearby(outlet, distance));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Nearby::metres)
                .thenComparing(nearby -> nearby.outlet().store().id()));
        return found;
    }

    public record Nearby(Outlet outlet, double metres) {}

    private List<Outlet> outletsOf(Set<UUID> ids) {
        List<Outlet> found = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            Outlet outlet = outlets.get(id);
            if (outlet != null) {
                found.add(outlet);
            }
        }
        return found;
    }

    private static boolean sameGround(Store before, Store after) {
        return before.profile().point().equals(after.profile().point())
                && before.profile().reach().equals(after.profile().reach());
    }

    private static void add(Map<Long, Set<UUID>> cells, long cell, UUID id) {
        cells.computeIfAbsent(cell, _ -> ConcurrentHashMap.newKeySet()).add(id);
    }

    private static void remove(Map<Long, Set<UUID>> cells, long cell, UUID id) {
        Set<UUID> ids = cells.get(cell);
        if (ids != null) {
            ids.remove(id);
        }
    }

    private static Set<Long> cellsOf(Reach.Bounds bounds) {
        Set<Long> cells = new HashSet<>();
        for (long row = row(bounds.south()); row <= row(bounds.north()); row++) {
            for (long column = row(bounds.west()); column <= row(bounds.east()); column++) {
                cells.add(cell(row, column));
            }
        }
        return cells;
    }

    private static long cellOf(Coordinate point) {
        return cell(row(point.latitude()), row(point.longitude()));
    }

    private static long row(double degrees) {
        return (long) Math.floor(degrees * CELLS_PER_DEGREE);
    }

    private static long cell(long row, long column) {
        return row * 1_000_000L + column;
    }
}
