package io.yike.store.ranking;

import io.yike.store.ranking.StoreGrid.Cell;
import io.yike.store.ranking.StoreGrid.Pin;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All stores, found by their distance from a place. Each stands in one cell of one grid; the grids differ by how far
/// their stores reach, so that a look at a place passes by what cannot reach it, whatever a single far-reaching store
/// does.
///
/// Readers never wait; one writer at a time. A store that is just being moved may be met at both places.
public final class StoreMap {

    /// The grids' reaches: half a kilometre, and so on by doubling, to the other side of the Earth.
    private static final double SHORTEST_REACH_METRES = 500;

    private static final int GRIDS = 17;

    private final Map<UUID, Pin> pins = new ConcurrentHashMap<>();
    private final List<StoreGrid> grids = new ArrayList<>(GRIDS);
    private volatile Duration shortestPreparation = Duration.ofDays(1);

    public StoreMap() {
        for (int i = 0; i < GRIDS; i++) {
            grids.add(new StoreGrid(SHORTEST_REACH_METRES * (1 << i)));
        }
    }

    /// Adds the store or takes over its change; its shelf stays.
    public synchronized void put(Store store, int openOrders) {
        if (store.profile().preparation().compareTo(shortestPreparation) < 0) {
            shortestPreparation = store.profile().preparation();
        }
        Pin known = pins.get(store.id());
        if (known == null) {
            stand(new Pin(
                    Outlet.empty(store).with(store, openOrders), store.profile().point()));
            return;
        }
        Outlet changed = known.outlet().with(store, openOrders);
        if (sameGround(known.outlet().store(), store)) {
            known.put(changed);
            return;
        }
        stand(new Pin(changed, store.profile().point()));
        gridOf(known.outlet().store()).remove(known);
    }

    /// Sets one item of a store, or takes it off the shelf.
    public void put(UUID storeId, String sku, @Nullable ShelfItem item) {
        Pin pin = pins.get(storeId);
        if (pin == null) {
            return;
        }
        if (item == null) {
            pin.outlet().shelf().remove(sku);
        } else {
            pin.outlet().shelf().put(sku, item);
        }
    }

    public Optional<Outlet> find(UUID storeId) {
        return Optional.ofNullable(pins.get(storeId)).map(Pin::outlet);
    }

    public int size() {
        return pins.size();
    }

    /// No store prepares quicker. It may be less than the shortest there is, since it does not grow when a store
    /// leaves.
    Duration shortestPreparation() {
        return shortestPreparation;
    }

    /// The cells of all stores whose reach may cover the place, the nearest cell first; the reach itself decides.
    List<Cell> aroundReach(Coordinate place) {
        List<Cell> cells = new ArrayList<>();
        for (StoreGrid grid : grids) {
            grid.around(place, grid.farthestReachMetres(), cells);
        }
        cells.sort(Comparator.comparingDouble(Cell::metres));
        return cells;
    }

    /// Those within the straight line, nearest first.
    public List<Nearby> near(Coordinate place, double metres) {
        List<Cell> cells = new ArrayList<>();
        for (StoreGrid grid : grids) {
            grid.around(place, metres, cells);
        }
        List<Nearby> found = new ArrayList<>();
        for (Cell cell : cells) {
            for (Pin pin : cell.pins()) {
                double distance = place.metresTo(pin.point());
                if (distance <= metres) {
                    found.add(new Nearby(pin.outlet(), distance));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Nearby::metres)
                .thenComparing(nearby -> nearby.outlet().store().id()));
        return found;
    }

    public record Nearby(Outlet outlet, double metres) {}

    private void stand(Pin pin) {
        Store store = pin.outlet().store();
        gridOf(store).add(pin, reachOf(store));
        pins.put(store.id(), pin);
    }

    private StoreGrid gridOf(Store store) {
        double reach = reachOf(store);
        for (StoreGrid grid : grids) {
            if (reach <= grid.longestReachMetres()) {
                return grid;
            }
        }
        return grids.getLast();
    }

    private static double reachOf(Store store) {
        return store.profile().reach().farthestMetres(store.profile().point());
    }

    private static boolean sameGround(Store before, Store after) {
        return before.profile().point().equals(after.profile().point())
                && before.profile().reach().equals(after.profile().reach());
    }
}
