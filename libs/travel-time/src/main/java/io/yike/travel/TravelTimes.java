package io.yike.travel;

import java.util.List;

/// Answers how long ways take. Every implementation answers always: one that asks a routing engine falls back.
public interface TravelTimes {

    TravelTime between(Coordinate from, Coordinate to, Mode mode);

    /// All ways from each of `from` to each of `to`: one row per start, one column per end.
    default List<List<TravelTime>> table(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        return from.stream()
                .map(start -> to.stream().map(end -> between(start, end, mode)).toList())
                .toList();
    }
}
