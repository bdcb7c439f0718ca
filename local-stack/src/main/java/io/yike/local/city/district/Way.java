package io.yike.local.city.district;

import io.yike.travel.Coordinate;
import java.util.List;

/// A line along streets, from a start to an end.
public record Way(List<Coordinate> corners) {

    public Way {
        corners = List.copyOf(corners);
        if (corners.isEmpty()) {
            throw new IllegalArgumentException("a way has a start");
        }
    }

    public double metres() {
        double metres = 0;
        for (int i = 1; i < corners.size(); i++) {
            metres += corners.get(i - 1).metresTo(corners.get(i));
        }
        return metres;
    }

    /// Where one is after riding that far; the end once the way is over.
    public Coordinate after(double ridden) {
        double left = ridden;
        for (int i = 1; i < corners.size(); i++) {
            var from = corners.get(i - 1);
            var to = corners.get(i);
            double leg = from.metresTo(to);
            if (left < leg) {
                double share = Math.max(0, left) / leg;
                return new Coordinate(
                        from.latitude() + share * (to.latitude() - from.latitude()),
                        from.longitude() + share * (to.longitude() - from.longitude()));
            }
            left -= leg;
        }
        return corners.getLast();
    }
}
