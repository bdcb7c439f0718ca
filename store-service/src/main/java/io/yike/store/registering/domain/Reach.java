package io.yike.store.registering.domain;

import io.yike.travel.Coordinate;
import java.util.List;

/// Where a store delivers to.
public sealed interface Reach {

    /// Whether `destination` lies inside, for a store at `store`.
    boolean covers(Coordinate store, Coordinate destination);

    /// Nothing inside is farther than this from a store at `store`.
    double farthestMetres(Coordinate store);

    /// Everything within a straight line of so many metres.
    record Radius(int metres) implements Reach {

        public Radius {
            if (metres <= 0) {
                throw new IllegalArgumentException("metres must be above 0, not " + metres);
            }
        }

        @Override
        public boolean covers(Coordinate store, Coordinate destination) {
            return store.metresTo(destination) <= metres;
        }

        @Override
        public double farthestMetres(Coordinate store) {
            return metres;
        }
    }

    /// Everything inside the corners, joined in their order and the last with the first, by straight lines of
    /// latitude and longitude. It does not cross the 180th meridian.
    record Polygon(List<Coordinate> corners) implements Reach {

        private static final double WIDEST_METRES = 40_000;

        public Polygon {
            corners = List.copyOf(corners);
            if (corners.size() < 3) {
                throw new IllegalArgumentException("A polygon has at least three corners");
            }
        }

        /// By the number of edges that a ray to the east crosses (the even-odd rule).
        @Override
        public boolean covers(Coordinate store, Coordinate destination) {
            double y = destination.latitude();
            double x = destination.longitude();
            boolean inside = false;
            for (int i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
                Coordinate a = corners.get(i);
                Coordinate b = corners.get(j);
                if (a.latitude() > y != b.latitude() > y) {
                    double share = (y - a.latitude()) / (b.latitude() - a.latitude());
                    if (x < a.longitude() + share * (b.longitude() - a.longitude())) {
                        inside = !inside;
                    }
                }
            }
            return inside;
        }

        /// The farthest corner, and a little, since on the globe the edges are not quite straight.
        @Override
        public double farthestMetres(Coordinate store) {
            double farthest = 0;
            for (Coordinate corner : corners) {
                farthest = Math.max(farthest, store.metresTo(corner));
            }
            return farthest * 1.01 + 10;
        }

        /// Not wider than 40 km, encloses an area, and no two edges cross.
        public boolean isUsable() {
            double south = 90;
            double west = 180;
            double north = -90;
            double east = -180;
            for (Coordinate corner : corners) {
                south = Math.min(south, corner.latitude());
                north = Math.max(north, corner.latitude());
                west = Math.min(west, corner.longitude());
                east = Math.max(east, corner.longitude());
            }
            if (new Coordinate(south, west).metresTo(new Coordinate(north, east)) > WIDEST_METRES) {
                return false;
            }
            int count = corners.size();
            double doubleArea = 0;
            for (int i = 0; i < count; i++) {
                Coordinate a = corners.get(i);
                Coordinate b = corners.get((i + 1) % count);
                doubleArea += a.longitude() * b.latitude() - b.longitude() * a.latitude();
                for (int j = i + 2; j < count; j++) {
                    boolean adjacent = i == 0 && j == count - 1;
                    if (!adjacent && cross(a, b, corners.get(j), corners.get((j + 1) % count))) {
                        return false;
                    }
                }
            }
            return Math.abs(doubleArea) > 1e-12;
        }

        private static boolean cross(Coordinate a, Coordinate b, Coordinate c, Coordinate d) {
            return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
        }

        private static double turn(Coordinate a, Coordinate b, Coordinate c) {
            return (b.longitude() - a.longitude()) * (c.latitude() - a.latitude())
                    - (b.latitude() - a.latitude()) * (c.longitude() - a.longitude());
        }
    }
}
