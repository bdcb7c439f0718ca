package io.yike.local.city.district;

import io.yike.travel.Coordinate;
import java.util.ArrayList;
import java.util.List;

/// A grid of named streets whose crossings are a little off, as in a district that grew.
public final class Streets {

    /// Streets in either direction.
    static final int STREETS = 10;

    private static final double BLOCK_METRES = 330;
    private static final double JITTER_METRES = 45;
    private static final double METRES_PER_DEGREE = 111_195;
    private static final Coordinate CENTRE = new Coordinate(31.2304, 121.4737);
    private static final int HOUSES_PER_BLOCK = 16;

    /// Nearer than this one crosses the yard instead of riding round the block.
    private static final double YARD_METRES = 120;

    private static final List<String> EASTWARD = List.of(
            "Ninghai Road",
            "Jinling Road",
            "Huaihai Road",
            "Fuxing Road",
            "Yongjia Road",
            "Jianguo Road",
            "Hengshan Road",
            "Anting Road",
            "Wulumuqi Road",
            "Changle Road");
    private static final List<String> NORTHWARD = List.of(
            "Willow Lane",
            "Magnolia Lane",
            "Camphor Lane",
            "Ginkgo Lane",
            "Osmanthus Lane",
            "Wisteria Lane",
            "Plum Lane",
            "Bamboo Lane",
            "Lotus Lane",
            "Maple Lane");

    /// By street eastward (counted from the south), then by street northward (counted from the west).
    private final Coordinate[][] crossings;

    private Streets(Coordinate[][] crossings) {
        this.crossings = crossings;
    }

    static Streets of(long seed) {
        var crossings = new Coordinate[STREETS][STREETS];
        var dice = Dice.of(seed, "streets");
        for (int row = 0; row < STREETS; row++) {
            for (int column = 0; column < STREETS; column++) {
                double north = (row - (STREETS - 1) / 2.0) * BLOCK_METRES + dice.between(-JITTER_METRES, JITTER_METRES);
                double east =
                        (column - (STREETS - 1) / 2.0) * BLOCK_METRES + dice.between(-JITTER_METRES, JITTER_METRES);
                crossings[row][column] = new Coordinate(
                        CENTRE.latitude() + north / METRES_PER_DEGREE,
                        CENTRE.longitude() + east / (METRES_PER_DEGREE * Math.cos(Math.toRadians(CENTRE.latitude()))));
            }
        }
        return new Streets(crossings);
    }

    /// A house somewhere.
    public Address house(Dice dice) {
        boolean eastward = dice.hits(0.5);
        int street = dice.between(0, STREETS - 1);
        int block = dice.between(0, STREETS - 2);
        int house = dice.between(1, HOUSES_PER_BLOCK);
        var from = eastward ? crossings[street][block] : crossings[block][street];
        var to = eastward ? crossings[street][block + 1] : crossings[block + 1][street];
        double share = house / (HOUSES_PER_BLOCK + 1.0);
        String name = (eastward ? EASTWARD : NORTHWARD).get(street);
        return new Address(
                block * HOUSES_PER_BLOCK + house + " " + name,
                name,
                new Coordinate(
                        from.latitude() + share * (to.latitude() - from.latitude()),
                        from.longitude() + share * (to.longitude() - from.longitude())));
    }

    /// Along the streets from one place to another; off the grid, straight to its nearest crossing.
    public Way between(Coordinate from, Coordinate to) {
        var corners = new ArrayList<Coordinate>();
        corners.add(from);
        if (from.metresTo(to) > YARD_METRES) {
            var start = nearest(from);
            var end = nearest(to);
            int row = start.row();
            int column = start.column();
            corners.add(crossings[row][column]);
            while (row != end.row() || column != end.column()) {
                // The longer side first, so that the way stays near the straight line.
                if (Math.abs(end.row() - row) > Math.abs(end.column() - column)) {
                    row += Integer.signum(end.row() - row);
                } else {
                    column += Integer.signum(end.column() - column);
                }
                corners.add(crossings[row][column]);
            }
        }
        corners.add(to);
        return new Way(corners);
    }

    public Coordinate centre() {
        return crossings[STREETS / 2][STREETS / 2];
    }

    private Crossing nearest(Coordinate place) {
        var nearest = new Crossing(0, 0);
        double least = Double.POSITIVE_INFINITY;
        for (int row = 0; row < STREETS; row++) {
            for (int column = 0; column < STREETS; column++) {
                double metres = crossings[row][column].metresTo(place);
                if (metres < least) {
                    least = metres;
                    nearest = new Crossing(row, column);
                }
            }
        }
        return nearest;
    }

    private record Crossing(int row, int column) {}
}
