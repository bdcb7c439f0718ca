package io.yike.benchmarks.routes;

import io.yike.benchmarks.routes.WasteCity.Trip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What the planner is compared with: each visit belongs to its nearest plant, and trips are built there.
final class WastePeers {

    private WastePeers() {}

    /// On to the nearest visit that still fits, until none does.
    static List<Trip> nearestNeighbour(WasteCity city) {
        List<Trip> trips = new ArrayList<>();
        for (int plant = 0; plant < city.plants(); plant++) {
            List<Integer> left = new ArrayList<>(ofPlant(city, plant));
            while (!left.isEmpty()) {
                List<Integer> trip = new ArrayList<>();
                int at = city.plant(plant);
                int load = 0;
                while (true) {
                    int best = -1;
                    for (int index = 0; index < left.size(); index++) {
                        int visit = left.get(index);
                        if (load + kilograms(city, visit) <= WasteCity.VEHICLE_KILOGRAMS
                                && (best < 0 || city.metres()[at][visit] < city.metres()[at][left.get(best)])) {
                            best = index;
                        }
                    }
                    if (best < 0) {
                        break;
                    }
                    int visit = left.get(best);
                    left.subList(best, best + 1).clear();
                    List<Integer> longer = new ArrayList<>(trip);
                    longer.add(visit);
                    if (!fitsShift(city, new Trip(plant, longer)) && !trip.isEmpty()) {
                        left.add(visit);
                        break;
                    }
                    trip = longer;
                    load += kilograms(city, visit);
                    at = visit;
                }
                trips.add(new Trip(plant, trip));
            }
        }
        return trips;
    }

    /// Savings of G. Clarke and J. Wright (Operations Research 12 (4), 1964), the parallel version, then 2-opt in each
    /// trip. The time windows of the set are the shift itself, so a merge that does not fit into it is not made.
    static List<Trip> savings(WasteCity city) {
        List<Trip> trips = new ArrayList<>();
        for (int plant = 0; plant < city.plants(); plant++) {
            trips.addAll(savings(city, plant, ofPlant(city, plant)));
        }
        return trips.stream().map(trip -> twoOpt(city, trip)).toList();
    }

    private static List<Trip> savings(WasteCity city, int plant, List<Integer> visits) {
        int count = visits.size();
        int home = city.plant(plant);
        long[] order = new long[count * (count - 1) / 2];
        int next = 0;
        for (int one = 0; one < count; one++) {
            for (int other = one + 1; other < count; other++) {
                long saving = (long) city.metres()[visits.get(one)][home]
                        + city.metres()[home][visits.get(other)]
                        - city.metres()[visits.get(one)][visits.get(other)];
                order[next++] = (Math.max(0, saving) << 26) | ((long) one << 13) | other;
            }
        }
        Arrays.sort(order);
        int[] tripOf = IntStream.range(0, count).toArray();
        List<List<Integer>> trips = new ArrayList<>();
        int[] loads = new int[count];
        for (int one = 0; one < count; one++) {
            trips.add(new ArrayList<>(List.of(visits.get(one))));
            loads[one] = kilograms(city, visits.get(one));
        }
        for (int index = order.length - 1; index >= 0; index--) {
            int one = (int) (order[index] >> 13 & 0x1FFF);
            int other = (int) (order[index] & 0x1FFF);
            int into = tripOf[one];
            int from = tripOf[other];
            if (into == from || loads[into] + loads[from] > WasteCity.VEHICLE_KILOGRAMS) {
                continue;
            }
            List<Integer> left = atTheEnd(trips.get(into), visits.get(one));
            List<Integer> right = atTheEnd(trips.get(from), visits.get(other));
            if (left.isEmpty() || right.isEmpty()) {
                continue;
            }
            List<Integer> merged = new ArrayList<>(left);
            merged.addAll(right.reversed());
            if (!fitsShift(city, new Trip(plant, merged))) {
                continue;
            }
            trips.set(into, merged);
            trips.set(from, List.of());
            loads[into] += loads[from];
            for (int moved = 0; moved < count; moved++) {
                if (tripOf[moved] == from) {
                    tripOf[moved] = into;
                }
            }
        }
        return trips.stream()
                .filter(trip -> !trip.isEmpty())
                .map(trip -> new Trip(plant, trip))
                .toList();
    }

    /// The trip turned so that it ends with the visit; empty if the visit is inside.
    private static List<Integer> atTheEnd(List<Integer> trip, int visit) {
        if (trip.getLast() == visit) {
            return trip;
        }
        return trip.getFirst() == visit ? trip.reversed() : List.of();
    }

    private static Trip twoOpt(WasteCity city, Trip trip) {
        List<Integer> best = new ArrayList<>(trip.visits());
        boolean better = true;
        while (better) {
            better = false;
            for (int from = 0; from < best.size(); from++) {
                for (int to = from + 1; to < best.size(); to++) {
                    List<Integer> turned = new ArrayList<>(best.subList(0, from));
                    turned.addAll(best.subList(from, to + 1).reversed());
                    turned.addAll(best.subList(to + 1, best.size()));
                    if (city.metresOf(new Trip(trip.plant(), turned)) < city.metresOf(new Trip(trip.plant(), best))) {
                        best = turned;
                        better = true;
                    }
                }
            }
        }
        return new Trip(trip.plant(), best);
    }

    private static List<Integer> ofPlant(WasteCity city, int plant) {
        return IntStream.range(0, city.visits().size())
                .filter(visit -> city.nearestPlant(visit) == plant)
                .boxed()
                .toList();
    }

    private static int kilograms(WasteCity city, int visit) {
        return city.visits().get(visit).kilograms();
    }

    private static boolean fitsShift(WasteCity city, Trip trip) {
        return city.secondsOf(trip) <= WasteCity.SHIFT_SECONDS - 2 * 3600;
    }
}
