package io.yike.recycling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The search of [RoutePlanner]. Times and metres are whole numbers and everything is in arrays: an iteration
/// costs some ten microseconds on a hundred jobs.
final class StringRemovals {

    // The parameters of the paper: jobs taken out on average, longest string, chance of a split string, chance that it
    // grows, chance that a place is overlooked.
    private static final double REMOVED_ON_AVERAGE = 10;
    private static final int LONGEST_STRING = 10;
    private static final double SPLIT = 0.5;
    private static final double GROW = 0.01;
    private static final double BLINK = 0.01;

    /// Start and end of the temperature, in legs of average length.
    private static final double HOT = 1;

    private static final double COLD = 0.01;

    /// With so many jobs there is no time for a whole annealing: it begins nearer to its end.
    static final double WARM = 0.3;

    /// With more jobs, a job is put only beside one of its nearest.
    private static final int ALL_PLACES_UP_TO = 400;

    private static final int NEAREST = 40;
    private static final int ADJACENT = 300;
    private static final int BUDGET_EVERY = 64;

    private final int jobs;
    private final int vehicles;
    private final int[] place;
    private final int[] opens;
    private final int[] closes;
    private final int[] service;
    private final int[] grams;
    private final int[] litres;
    private final int[] skills;
    private final Vehicle[] fleet;
    private final int[] kind;
    private final int kinds;
    private final int[][] seconds;
    private final int[][] metres;
    private final int[][] adjacent;
    private final RandomGenerator random;
    private final long[] unplannedCost;
    private final int[][] opensFor;
    private final int[][] closesFor;
    private final double leg;

    /// How far each job is from where the nearest shift ends.
    private final int[] remote;

    private final Tour[] tours;
    private final int[] tourOf;
    private final int[] indexOf;
    private final BitSet[] empty;
    private int driven;
    private int fixed;
    private final int[] absent;
    private int absentCount;
    private long cost;

    private final List<Tour> saved = new ArrayList<>();
    private final List<Integer> savedOf = new ArrayList<>();
    private final long[] savedIn;
    private long iteration;
    private long savedCost;
    private int[] savedAbsent = new int[16];
    private int savedAbsentCount;

    private final Tour[] best;
    private final BitSet newerThanBest = new BitSet();
    private long bestCost;
    private int[] bestAbsent;
    private final double[] sortKey;

    /// A vehicle's jobs, with what makes a look at an insertion cheap.
    private static final class Tour {
        int[] job = new int[16];
        /// When the work at each begins, as early as can be.
        int[] begins = new int[16];
        /// When the work at each must begin at the latest, for all after it to be in time.
        int[] latest = new int[16];
        int size;
        int fixed;
        long grams;
        long litres;
        long metres;

        Tour copy() {
            Tour copy = new Tour();
            copy.job = job.clone();
            copy.begins = begins.clone();
            copy.latest = latest.clone();
            copy.size = size;
            copy.fixed = fixed;
            copy.grams = grams;
            copy.litres = litres;
            copy.metres = metres;
            return copy;
        }

        void grow() {
            if (size == job.length) {
                job = Arrays.copyOf(job, size * 2);
                begins = Arrays.copyOf(begins, size * 2);
                latest = Arrays.copyOf(latest, size * 2);
            }
        }
    }

    StringRemovals(RoutingProblem problem, Plan running, RandomGenerator random) {
        this.random = random;
        this.seconds = problem.seconds();
        this.metres = problem.metres();
        this.jobs = problem.jobs().size();
        this.vehicles = problem.vehicles().size();
        place = problem.jobs().stream().mapToInt(Job::place).toArray();
        opens = problem.jobs().stream().mapToInt(Job::opens).toArray();
        closes = problem.jobs().stream().mapToInt(Job::closes).toArray();
        service = problem.jobs().stream().mapToInt(Job::serviceSeconds).toArray();
        grams = problem.jobs().stream().mapToInt(Job::grams).toArray();
        litres = problem.jobs().stream().mapToInt(Job::litres).toArray();
        skills = problem.jobs().stream().mapToInt(Job::skills).toArray();
        fleet = problem.vehicles().toArray(Vehicle[]::new);
        kind = new int[vehicles];
        Map<Vehicle, Integer> known = new HashMap<>();
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            int next = known.size();
            kind[vehicle] = known.computeIfAbsent(fleet[vehicle], _ -> next);
        }
        kinds = known.size();
        empty = new BitSet[kinds];
        for (int of = 0; of < kinds; of++) {
            empty[of] = new BitSet();
        }
        remote = new int[jobs];
        for (int job = 0; job < jobs; job++) {
            int here = place[job];
            remote[job] = known.keySet().stream()
                    .mapToInt(vehicle -> metres[here][vehicle.end()])
                    .min()
                    .orElse(0);
        }
        adjacent = adjacency();
        long longest = 1;
        double sum = 0;
        long count = 0;
        for (int from = 0; from < jobs; from++) {
            for (int index = 1; index < Math.min(6, adjacent[from].length); index++) {
                sum += metres[place[from]][place[adjacent[from][index]]];
                count++;
            }
        }
        for (int[] row : metres) {
            for (int metre : row) {
                longest = Math.max(longest, metre);
            }
        }
        leg = count == 0 ? 1 : Math.max(1, sum / count);
        long dearest = longest * 8;
        unplannedCost = problem.jobs().stream()
                .mapToLong(job -> dearest * job.urgency())
                .toArray();
        opensFor = new int[kinds][];
        closesFor = new int[kinds][];
        known.forEach((vehicle, of) -> {
            opensFor[of] = Arrays.stream(opens).map(vehicle::opens).toArray();
            closesFor[of] = Arrays.stream(closes).map(vehicle::closes).toArray();
        });

        tours = new Tour[vehicles];
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            tours[vehicle] = new Tour();
            empty[kind[vehicle]].set(vehicle);
        }
        tourOf = new int[jobs];
        indexOf = new int[jobs];
        Arrays.fill(tourOf, -1);
        savedIn = new long[vehicles];
        Arrays.fill(savedIn, -1);
        sortKey = new double[jobs];
        absent = new int[Math.max(1, jobs)];
        start(running);
        best = new Tour[vehicles];
        newerThanBest.set(0, vehicles);
        bestAbsent = absent;
        keep();
    }

    private void start(Plan running) {
        for (Plan.Route route : running.routes()) {
            Tour tour = tours[route.vehicle()];
            for (int job : route.jobs()) {
                tour.grow();
                tour.job[tour.size++] = job;
                tourOf[job] = route.vehicle();
            }
            tour.fixed = route.fixed();
            fixed += tour.fixed;
            resized(route.vehicle(), 0);
            update(route.vehicle());
            cost += tour.metres;
        }
        for (int job = 0; job < jobs; job++) {
            if (tourOf[job] < 0) {
                absent[absentCount++] = job;
                cost += unplannedCost[job];
            }
        }
        if (vehicles > 0) {
            recreate();
        }
    }

    /// Where the temperature begins, in legs.
    static double hot(RoutingProblem problem) {
        return problem.jobs().size() <= ALL_PLACES_UP_TO ? HOT : WARM;
    }

    void run(Budget budget, double hot) {
        if (jobs == 0 || vehicles == 0) {
            return;
        }
        double spent = budget.spent(0);
        double temperature = hot * leg;
        while (spent < 1) {
            iteration++;
            if (iteration % BUDGET_EVERY == 0) {
                spent = budget.spent(iteration);
                temperature = hot * leg * Math.pow(COLD / hot, Math.min(1, spent));
            }
            begin();
            ruin();
            recreate();
            if (cost < savedCost - temperature * Math.log(random.nextDouble())) {
                savedOf.forEach(newerThanBest::set);
                if (cost < bestCost) {
                    keep();
                }
            } else {
                rollBack();
            }
        }
    }

    List<Plan.Route> routes() {
        List<Plan.Route> routes = new ArrayList<>();
        for (int vehicle = 0; vehicle < vehicles; vehicle++) {
            Tour tour = best[vehicle];
            if (tour.size > 0) {
                routes.add(new Plan.Route(
                        vehicle, Arrays.stream(tour.job, 0, tour.size).boxed().toList(), tour.fixed));
            }
        }
        return routes;
    }

    int[] absent() {
        return bestAbsent;
    }

    long metres() {
        return Arrays.stream(best).mapToLong(tour -> tour.metres).sum();
    }

    // ---- what can be undone

    private void begin() {
        saved.clear();
        savedOf.clear();
        savedCost = cost;
        if (savedAbsent.length < absentCount) {
            savedAbsent = new int[absentCount * 2];
        }
        System.arraycopy(absent, 0, savedAbsent, 0, absentCount);
        savedAbsentCount = absentCount;
    }

    private void touch(int vehicle) {
        if (savedIn[vehicle] != iteration) {
            savedIn[vehicle] = iteration;
            saved.add(tours[vehicle].copy());
            savedOf.add(vehicle);
        }
    }

    private void rollBack() {
        for (int index = 0; index < saved.size(); index++) {
            Tour now = tours[savedOf.get(index)];
            for (int at = 0; at < now.size; at++) {
                tourOf[now.job[at]] = -1;
            }
        }
        for (int index = 0; index < saved.size(); index++) {
            int vehicle = savedOf.get(index);
            Tour tour = saved.get(index);
            int before = tours[vehicle].size;
            tours[vehicle] = tour;
            resized(vehicle, before);
            for (int at = 0; at < tour.size; at++) {
                tourOf[tour.job[at]] = vehicle;
                indexOf[tour.job[at]] = at;
            }
        }
        absentCount = savedAbsentCount;
        System.arraycopy(savedAbsent, 0, absent, 0, absentCount);
        cost = savedCost;
    }

    /// What is now is the best; only what differs from the last best is copied.
    private void keep() {
        for (int vehicle = newerThanBest.nextSetBit(0); vehicle >= 0; vehicle = newerThanBest.nextSetBit(vehicle + 1)) {
            best[vehicle] = tours[vehicle].copy();
        }
        newerThanBest.clear();
        bestCost = cost;
        bestAbsent = Arrays.copyOf(absent, absentCount);
    }

    private void resized(int vehicle, int before) {
        Tour tour = tours[vehicle];
        driven += (tour.size > tour.fixed ? 1 : 0) - (before > tour.fixed ? 1 : 0);
        empty[kind[vehicle]].set(vehicle, tour.size == 0);
    }

    // ---- ruin

    private void ruin() {
        if (driven == 0) {
            return;
        }
        double longest = Math.min(LONGEST_STRING, (double) (jobs - absentCount - fixed) / driven);
        double most = 4 * REMOVED_ON_AVERAGE / (1 + longest) - 1;
        int strings = (int) (random.nextDouble() * most + 1);
        int seed = random.nextInt(jobs);
        List<Integer> ruined = new ArrayList<>(strings);
        for (int job : adjacent[seed]) {
            if (ruined.size() >= strings) {
                break;
            }
            int vehicle = tourOf[job];
            if (vehicle < 0 || ruined.contains(vehicle) || indexOf[job] < tours[vehicle].fixed) {
                continue;
            }
            Tour tour = tours[vehicle];
            int free = tour.size - tour.fixed;
            int length = (int) (random.nextDouble() * Math.min(free, longest) + 1);
            touch(vehicle);
            removeString(vehicle, indexOf[job], Math.min(length, free));
            ruined.add(vehicle);
        }
    }

    private void removeString(int vehicle, int around, int length) {
        Tour tour = tours[vehicle];
        int free = tour.size - tour.fixed;
        int kept = 0;
        if (length > 1 && length < free && random.nextDouble() < SPLIT) {
            kept = 1;
            while (length + kept < free && random.nextDouble() < GROW) {
                kept++;
            }
        }
        int span = length + kept;
        int first = Math.max(tour.fixed, around - span + 1);
        int last = Math.min(around, tour.size - span);
        int from = first + (last > first ? random.nextInt(last - first + 1) : 0);
        int keepFrom = kept == 0 ? span : random.nextInt(1, length + 1);
        long before = tour.metres;
        int write = from;
        for (int at = from; at < tour.size; at++) {
            int offset = at - from;
            boolean removed = offset < span && (offset < keepFrom || offset >= keepFrom + kept);
            int job = tour.job[at];
            if (removed) {
                tourOf[job] = -1;
                absent[absentCount++] = job;
                cost += unplannedCost[job];
            } else {
                tour.job[write++] = job;
            }
        }
        int size = tour.size;
        tour.size = write;
        resized(vehicle, size);
        update(vehicle);
        cost += tour.metres - before;
    }

    // ---- recreate

    private void recreate() {
        sortAbsent();
        int left = 0;
        for (int index = 0; index < absentCount; index++) {
            int job = absent[index];
            if (!insert(job)) {
                absent[left++] = job;
            }
        }
        absentCount = left;
    }

    private void sortAbsent() {
        int choice = random.nextInt(17);
        for (int index = 0; index < absentCount; index++) {
            int job = absent[index];
            sortKey[job] = choice < 4
                    ? random.nextDouble()
                    : choice < 8
                            ? -(grams[job] + (double) litres[job])
                            : choice < 10
                                    ? -remote[job]
                                    : choice < 11
                                            ? remote[job]
                                            : choice < 13
                                                    ? closes[job] - opens[job]
                                                    : choice < 15 ? opens[job] : -closes[job];
        }
        // Insertion sort: there are about ten, but for the start.
        if (absentCount > 200) {
            int[] sorted = Arrays.stream(absent, 0, absentCount)
                    .boxed()
                    .sorted((a, b) -> Double.compare(sortKey[a], sortKey[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            System.arraycopy(sorted, 0, absent, 0, absentCount);
            return;
        }
        for (int index = 1; index < absentCount; index++) {
            int job = absent[index];
            int at = index;
            while (at > 0 && sortKey[absent[at - 1]] > sortKey[job]) {
                absent[at] = absent[at - 1];
                at--;
            }
            absent[at] = job;
        }
    }

    private long bestDelta;
    private int bestVehicle;
    private int bestAt;

    private boolean insert(int job) {
        bestDelta = Long.MAX_VALUE;
        bestVehicle = -1;
        // Of the empty vehicles that are alike, one is enough.
        if (jobs <= ALL_PLACES_UP_TO) {
            for (int vehicle = 0; vehicle < vehicles; vehicle++) {
                if (tours[vehicle].size > 0 || empty[kind[vehicle]].nextSetBit(0) == vehicle) {
                    lookAtAll(vehicle, job);
                }
            }
        } else {
            for (BitSet alike : empty) {
                int vehicle = alike.nextSetBit(0);
                if (vehicle >= 0) {
                    lookAtAll(vehicle, job);
                }
            }
            int[] near = adjacent[job];
            for (int index = 0; index < Math.min(NEAREST, near.length); index++) {
                int neighbour = near[index];
                int vehicle = tourOf[neighbour];
                if (vehicle >= 0 && fits(vehicle, job)) {
                    lookAt(vehicle, job, indexOf[neighbour]);
                    lookAt(vehicle, job, indexOf[neighbour] + 1);
                }
            }
            if (bestVehicle < 0) {
                for (int vehicle = 0; vehicle < vehicles; vehicle++) {
                    if (tours[vehicle].size > 0) {
                        lookAtAll(vehicle, job);
                    }
                }
            }
        }
        if (bestVehicle < 0 || bestDelta >= unplannedCost[job]) {
            return false;
        }
        touch(bestVehicle);
        Tour tour = tours[bestVehicle];
        tour.grow();
        System.arraycopy(tour.job, bestAt, tour.job, bestAt + 1, tour.size - bestAt);
        tour.job[bestAt] = job;
        tour.size++;
        resized(bestVehicle, tour.size - 1);
        tourOf[job] = bestVehicle;
        long before = tour.metres;
        update(bestVehicle);
        cost += tour.metres - before - unplannedCost[job];
        return true;
    }

    private boolean fits(int vehicle, int job) {
        Tour tour = tours[vehicle];
        Vehicle of = fleet[vehicle];
        return tour.grams + grams[job] <= of.grams()
                && tour.litres + litres[job] <= of.litres()
                && (of.skills() & skills[job]) == skills[job];
    }

    private void lookAtAll(int vehicle, int job) {
        if (!fits(vehicle, job)) {
            return;
        }
        Tour tour = tours[vehicle];
        for (int at = tour.fixed; at <= tour.size; at++) {
            if (!lookAt(vehicle, job, at)) {
                return;
            }
        }
    }

    /// Whether it is worth looking farther back in the tour: where it is too late here, it is too late from here on.
    private boolean lookAt(int vehicle, int job, int at) {
        Tour tour = tours[vehicle];
        if (at < tour.fixed) {
            return true;
        }
        Vehicle of = fleet[vehicle];
        int from = at == 0 ? of.start() : place[tour.job[at - 1]];
        int to = at == tour.size ? of.end() : place[tour.job[at]];
        int leaves = at == 0 ? of.shiftStart() : tour.begins[at - 1] + service[tour.job[at - 1]];
        int here = place[job];
        int begins = Math.max(opensFor[kind[vehicle]][job], leaves + seconds[from][here]);
        if (begins > closesFor[kind[vehicle]][job]) {
            return false;
        }
        int latest = at == tour.size ? of.shiftEnds() : tour.latest[at];
        if (begins + service[job] + seconds[here][to] > latest) {
            return true;
        }
        long delta = (long) metres[from][here] + metres[here][to] - (tour.size == 0 ? 0 : metres[from][to]);
        if (delta < bestDelta && random.nextDouble() >= BLINK) {
            bestDelta = delta;
            bestVehicle = vehicle;
            bestAt = at;
        }
        return true;
    }

    private void update(int vehicle) {
        Tour tour = tours[vehicle];
        Vehicle of = fleet[vehicle];
        int from = of.start();
        int leaves = of.shiftStart();
        long sumMetres = 0;
        long sumGrams = 0;
        long sumLitres = 0;
        for (int at = 0; at < tour.size; at++) {
            int job = tour.job[at];
            indexOf[job] = at;
            sumMetres += metres[from][place[job]];
            int begins = Math.max(opensFor[kind[vehicle]][job], leaves + seconds[from][place[job]]);
            tour.begins[at] = begins;
            leaves = begins + service[job];
            from = place[job];
            sumGrams += grams[job];
            sumLitres += litres[job];
        }
        tour.metres = tour.size == 0 ? 0 : sumMetres + metres[from][of.end()];
        tour.grams = sumGrams;
        tour.litres = sumLitres;
        int to = of.end();
        int latest = of.shiftEnds();
        for (int at = tour.size - 1; at >= 0; at--) {
            int job = tour.job[at];
            latest = Math.min(closesFor[kind[vehicle]][job], latest - seconds[place[job]][to] - service[job]);
            tour.latest[at] = latest;
            to = place[job];
        }
    }

    private int[][] adjacency() {
        int[][] near = new int[jobs][];
        int most = Math.min(jobs, Math.max(ADJACENT, 1));
        long[] keys = new long[jobs];
        for (int job = 0; job < jobs; job++) {
            for (int other = 0; other < jobs; other++) {
                keys[other] = ((long) metres[place[job]][place[other]] << 24) | other;
            }
            Arrays.sort(keys);
            near[job] = new int[most];
            for (int index = 0; index < most; index++) {
                near[job][index] = (int) (keys[index] & 0xFFFFFF);
            }
        }
        return near;
    }
}
