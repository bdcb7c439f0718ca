package io.yike.recycling.routes;

import java.util.List;

/// A day of collecting: vehicles of one kind leave a depot, turn at disposal plants as often as their shift allows, and
/// come home empty. Everything is open all day.
///
/// @param seconds from each place to each other
/// @param metres from each place to each other; what is kept low
/// @param depots the vehicles' places: each comes home to its own
/// @param plants the places where they unload
/// @param shiftSeconds from leaving the depot to being back
/// @param unloadingSeconds at a plant, each time
/// @param grams what a vehicle carries
@SuppressWarnings("ArrayRecordComponent") // Large tables, handed over as they are and never compared.
public record TurnProblem(
        int[][] seconds,
        int[][] metres,
        List<Visit> visits,
        List<Integer> depots,
        List<Integer> plants,
        int shiftSeconds,
        int unloadingSeconds,
        int grams) {

    /// A load at a place, which is an index into the tables.
    public record Visit(int place, int serviceSeconds, int grams) {}

    public TurnProblem {
        visits = List.copyOf(visits);
        depots = List.copyOf(depots);
        plants = List.copyOf(plants);
        if (depots.isEmpty() || plants.isEmpty()) {
            throw new IllegalArgumentException("there is no depot, or no plant");
        }
    }

    /// From one place over the visits to another, in their order.
    long metres(int from, List<Integer> over, int to) {
        long sum = 0;
        int at = from;
        for (int visit : over) {
            int next = visits.get(visit).place();
            sum += metres[at][next];
            at = next;
        }
        return sum + metres[at][to];
    }

    /// From one place over the visits to a plant, and unloaded there.
    int seconds(int from, List<Integer> over, int plant) {
        int sum = unloadingSeconds;
        int at = from;
        for (int visit : over) {
            int next = visits.get(visit).place();
            sum += seconds[at][next] + visits.get(visit).serviceSeconds();
            at = next;
        }
        return sum + seconds[at][plant];
    }

    /// The one of these places that is nearest to it, there and back.
    int nearest(List<Integer> places, int to) {
        int best = places.getFirst();
        for (int place : places) {
            if ((long) metres[to][place] + metres[place][to] < (long) metres[to][best] + metres[best][to]) {
                best = place;
            }
        }
        return best;
    }
}
