package io.yike.dispatch.supply.domain;

import io.yike.travel.Coordinate;
import java.util.ArrayList;
import java.util.List;

/// A cell of the city: a geohash of six characters, about 1.2 km by 0.6 km (G. Niemeyer, 2008, geohash.org;
/// longitude and latitude halved in turn, five bits per character).
public record Area(String geohash) {

    private static final String ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int CHARACTERS = 6;
    private static final int BITS = CHARACTERS * 5;
    private static final int LONGITUDE_BITS = (BITS + 1) / 2;
    private static final int LATITUDE_BITS = BITS / 2;
    private static final double CELL_WIDTH_DEGREES = 360.0 / (1 << LONGITUDE_BITS);
    private static final double CELL_HEIGHT_DEGREES = 180.0 / (1 << LATITUDE_BITS);

    public static Area of(Coordinate point) {
        return at(
                cell(point.longitude() + 180, CELL_WIDTH_DEGREES, LONGITUDE_BITS),
                cell(point.latitude() + 90, CELL_HEIGHT_DEGREES, LATITUDE_BITS));
    }

    public Coordinate centre() {
        return new Coordinate((row() + 0.5) * CELL_HEIGHT_DEGREES - 90, (column() + 0.5) * CELL_WIDTH_DEGREES - 180);
    }

    /// This area and those around it; fewer at the poles.
    public List<Area> withNeighbours() {
        List<Area> areas = new ArrayList<>();
        for (int up = -1; up <= 1; up++) {
            int row = row() + up;
            if (row < 0 || row >= 1 << LATITUDE_BITS) {
                continue;
            }
            for (int right = -1; right <= 1; right++) {
                areas.add(at(Math.floorMod(column() + right, 1 << LONGITUDE_BITS), row));
            }
        }
        return areas;
    }

    private static int cell(double degrees, double size, int bits) {
        return Math.min((int) (degrees / size), (1 << bits) - 1);
    }

    private static Area at(int column, int row) {
        long bits = 0;
        for (int bit = 0; bit < BITS; bit++) {
            boolean ofLongitude = bit % 2 == 0;
            int left = ofLongitude ? LONGITUDE_BITS - 1 - bit / 2 : LATITUDE_BITS - 1 - bit / 2;
            bits = (bits << 1) | (((ofLongitude ? column : row) >> left) & 1);
        }
        StringBuilder text = new StringBuilder(CHARACTERS);
        for (int character = CHARACTERS - 1; character >= 0; character--) {
            text.append(ALPHABET.charAt((int) ((bits >> (character * 5)) & 31)));
        }
        return new Area(text.toString());
    }

    private int column() {
        return everySecondBit(0);
    }

    private int row() {
        return everySecondBit(1);
    }

    private int everySecondBit(int first) {
        long bits = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            bits = (bits << 5) | ALPHABET.indexOf(geohash.charAt(i));
        }
        int result = 0;
        for (int bit = first; bit < BITS; bit += 2) {
            result = (result << 1) | (int) ((bits >> (BITS - 1 - bit)) & 1);
        }
        return result;
    }
}
