package io.yike.dispatch.offering;

import io.yike.dispatch.assignment.Ways;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.StraightLineTravelTimes;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ways of one batch, between places that have numbers. One that a routing engine was asked for is what it said.
/// Any other is worked out from the straight line when the plan wants it: a city's ways cost what the plan looks at.
final class StreetWays implements Ways {

    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long[] NOTHING_YET = {};

    private final TravelTimes travelTimes;
    private final StraightLineTravelTimes estimate;
    private final List<Coordinate> places = new ArrayList<>();
    private final Map<Coordinate, Integer> numbers = new HashMap<>();
    private final List<long[]> known = new ArrayList<>();

    StreetWays(TravelTimes travelTimes) {
        this.travelTimes = travelTimes;
        this.estimate =
                travelTimes instanceof StraightLineTravelTimes builtIn ? builtIn : StraightLineTravelTimes.DEFAULTS;
    }

    /// The place's number; all are numbered before the first way is asked for.
    int number(Coordinate place) {
        return numbers.computeIfAbsent(place, added -> {
            places.add(added);
            return places.size() - 1;
        });
    }

    /// Whether a routing engine knows better than the straight line.
    boolean canBeAsked() {
        return !(travelTimes instanceof StraightLineTravelTimes);
    }

    /// Asks the engine for all ways from each of these to each of those.
    void askTable(List<Integer> from, List<Integer> to) {
        List<List<TravelTime>> answers = travelTimes.table(at(from), at(to), Mode.RIDING);
        for (int row = 0; row < from.size(); row++) {
            for (int column = 0; column < to.size(); column++) {
                keep(from.get(row), to.get(column), answers.get(row).get(column));
            }
        }
    }

    /// Asks the engine for the way from each of these to the one of those at the same place of the list.
    void askPairs(List<Integer> from, List<Integer> to) {
        List<TravelTime> answers = travelTimes.pairs(at(from), at(to), Mode.RIDING);
        for (int i = 0; i < from.size(); i++) {
            keep(from.get(i), to.get(i), answers.get(i));
        }
    }

    private List<Coordinate> at(List<Integer> numbers) {
        return numbers.stream().map(places::get).toList();
    }

    private void keep(int from, int to, TravelTime way) {
        row(from)[to] = way.duration().toMillis();
    }

    @Override
    public long millis(int from, int to) {
        if (from == to) {
            return 0;
        }
        long[] row = row(from);
        if (row[to] == UNKNOWN) {
            row[to] = estimate.between(places.get(from), places.get(to), Mode.RIDING)
                    .duration()
                    .toMillis();
        }
        return row[to];
    }

    private long[] row(int from) {
        while (known.size() <= from) {
            known.add(NOTHING_YET);
        }
        long[] row = known.get(from);
        if (row.length == 0) {
            row = new long[places.size()];
            Arrays.fill(row, UNKNOWN);
            known.set(from, row);
        }
        return row;
    }
}
