package io.yike.travel;

import java.util.List;
import java.util.stream.IntStream;

/// Answers how long ways take. Every implementation answers always: one that asks a routing engine falls back.
public interface TravelTimes {

    TravelTime between(Coordinate from, Coordinate to, Mode mode);

    /// The way from each of `from` to the one of `to` that stands at its place.
    default List<TravelTime> pairs(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        return IntStream.range(0, from.size())
                .mapToObj(i -> between(from.get(i), to.get(i), mode))
                .toList();
    }

    /// All ways from each of `from` to each of `to`: one row per start, one column per end.
    default List<List<TravelTime>> table(List<Coordinate> from, List<Coordinate> to, Mode mode) {
        return from.stream()
                .map(start -> to.stream().map(end -> between(start, end, mode)).toList())
                .toList();
    }
}
