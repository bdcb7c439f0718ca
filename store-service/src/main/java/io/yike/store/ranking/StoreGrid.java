package io.yike.store.ranking;

import io.yike.travel.Coordinate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stores of about the same reach by the cell of their point. A cell is so many degrees high and wide, the same all
/// over the Earth.
final class StoreGrid {

    private static final double EARTH_RADIUS_METRES = 6_371_008.8;
    private static final double METRES_PER_DEGREE = Math.toRadians(1) * EARTH_RADIUS_METRES;

    /// Cells along a store's reach: more of them are nearer to the circle, fewer are sooner looked through.
    private static final int CELLS_PER_REACH = 6;

    /// The formulas of spherical distance agree to far less.
    private static final double TOLERANCE_METRES = 0.01;

    private final double longestReachMetres;
    private final double cellDegrees;
    private final long columns;
    private final Map<Long, List<Pin>> cells = new ConcurrentHashMap<>();
    private volatile double farthestReachMetres;

    StoreGrid(double longestReachMetres) {
        this.longestReachMetres = longestReachMetres;
        this.columns = Math.max(4, (long) (360 / (longestReachMetres / CELLS_PER_REACH / METRES_PER_DEGREE)));
        this.cellDegrees = 360.0 / columns;
    }

    /// Where a store stands, and what it is now.
    static final class Pin {

        private final Coordinate point;
        private volatile Outlet outlet;

        Pin(Outlet outlet, Coordinate point) {
            this.outlet = outlet;
            this.point = point;
        }

        Coordinate point() {
            return point;
        }

        Outlet outlet() {
            return outlet;
        }

        void put(Outlet changed) {
            outlet = changed;
        }
    }

    /// A cell with stores in it.
    ///
    /// @param metres none of them is nearer to the place
    record Cell(double metres, List<Pin> pins) {}

    /// Stores with a longer reach do not belong here.
    double longestReachMetres() {
        return longestReachMetres;
    }

    /// No store here reaches, or ever reached, farther.
    double farthestReachMetres() {
        return farthestReachMetres;
    }

    void add(Pin pin, double reachMetres) {
        farthestReachMetres = Math.max(farthestReachMetres, reachMetres);
        cells.merge(cellOf(pin.point()), List.of(pin), StoreGrid::joined);
    }

    void remove(Pin pin) {
        cells.computeIfPresent(cellOf(pin.point()), (_, pins) -> without(pins, pin));
    }

    /// Adds each cell that may hold stores within so many metres of the place.
    void around(Coordinate place, double metres, List<Cell> found) {
        if (cells.isEmpty()) {
            return;
        }
        double reach = metres + TOLERANCE_METRES;
        long south = row(Math.max(-90, place.latitude() - reach / METRES_PER_DEGREE));
        long north = row(Math.min(90, place.latitude() + reach / METRES_PER_DEGREE));
        double halfWidth = halfWidthDegrees(place.latitude(), reach);
        long west = column(place.longitude() - halfWidth);
        long width = Math.min(columns - 1, column(place.longitude() + halfWidth) - west);
        if (cells.size() < (north - south + 1) * (width + 1)) {
            cells.forEach((cell, pins) ->
                    add(place, reach, Math.floorDiv(cell, columns), Math.floorMod(cell, columns), pins, found));
            return;
        }
        for (long row = south; row <= north; row++) {
            for (long step = 0; step <= width; step++) {
                long column = Math.floorMod(west + step, columns);
                List<Pin> pins = cells.get(cell(row, column));
                if (pins != null) {
                    add(place, reach, row, column, pins, found);
                }
            }
        }
    }

    private void add(Coordinate place, double reach, long row, long column, List<Pin> pins, List<Cell> found) {
        double metres = leastMetres(place, row, column);
        if (metres <= reach) {
            found.add(new Cell(metres, pins));
        }
    }

    /// A bound from below: whoever comes from the place to the cell crosses its nearer parallel, or its nearer
    /// meridian, or both, unless it is between them already.
    private double leastMetres(Coordinate place, long row, long column) {
        double south = row * cellDegrees - 90;
        double toParallel = Math.max(south - place.latitude(), place.latitude() - south - cellDegrees);
        double east = degreesEast(column * cellDegrees - 180, place.longitude());
        double toMeridian = east <= cellDegrees ? 0 : Math.min(90, Math.min(east - cellDegrees, 360 - east));
        double across = Math.asin(Math.cos(Math.toRadians(place.latitude())) * Math.sin(Math.toRadians(toMeridian)));
        return Math.max(toParallel * METRES_PER_DEGREE, across * EARTH_RADIUS_METRES) - TOLERANCE_METRES;
    }

    /// How far the circle of so many metres around a place goes to its east and west.
    private static double halfWidthDegrees(double latitude, double metres) {
        double radius = metres / EARTH_RADIUS_METRES;
        double phi = Math.toRadians(Math.abs(latitude));
        return phi + radius >= Math.PI / 2 ? 180 : Math.toDegrees(Math.asin(Math.sin(radius) / Math.cos(phi)));
    }

    private static double degreesEast(double of, double longitude) {
        double east = (longitude - of) % 360;
        return east < 0 ? east + 360 : east;
    }

    private long cellOf(Coordinate point) {
        return cell(row(point.latitude()), Math.floorMod(column(point.longitude()), columns));
    }

    private long row(double latitude) {
        return (long) Math.floor((latitude + 90) / cellDegrees);
    }

    /// Not yet within one turn around the Earth.
    private long column(double longitude) {
        return (long) Math.floor((longitude + 180) / cellDegrees);
    }

    private long cell(long row, long column) {
        return row * columns + column;
    }

    private static List<Pin> joined(List<Pin> some, List<Pin> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static @Nullable List<Pin> without(List<Pin> pins, Pin pin) {
        List<Pin> rest = pins.stream().filter(each -> each != pin).toList();
        return rest.isEmpty() ? null : rest;
    }
}
