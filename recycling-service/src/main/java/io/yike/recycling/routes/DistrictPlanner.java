package io.yike.recycling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Plans a city that is already being driven: from the running plan on, and district by district where there
/// are many jobs.
///
/// A district is some vehicles that drive near each other, with their jobs: a problem of its own, small
/// enough for [RoutePlanner] to search it well in a part of the time. The borders are drawn anew in each
/// round, around other vehicles, so that jobs get across them; a search over the whole city ends it.
public final class DistrictPlanner {

    /// So many jobs are planned in one piece.
    static final int WHOLE_UP_TO = 300;

    /// Jobs of a district, about.
    private static final int DISTRICT = 180;

    private static final int ROUNDS = 3;

    /// What part of the time is left to the whole city.
    private static final double WHOLE = 0.2;

    private final RoutingProblem problem;
    private final Budget budget;
    private final RandomGenerator random;
    private long iterations;

    /// Vehicles and jobs, by their index.
    private record District(int around, Set<Integer> vehicles, Set<Integer> jobs) {}

    private DistrictPlanner(RoutingProblem problem, Budget budget, RandomGenerator random) {
        this.problem = problem;
        this.budget = budget;
        this.random = random;
    }

    /// The best plan found.
    ///
    /// @param running what is driven now. What is fixed in it stays; of the rest, what cannot be driven so
    ///     any more is planned anew
    public static Plan plan(RoutingProblem problem, Plan running, Budget budget, RandomGenerator random) {
        Plan start = WarmStart.of(problem, running);
        if (problem.jobs().size() <= WHOLE_UP_TO || problem.vehicles().size() < 2) {
            return RoutePlanner.plan(problem, start, budget, random);
        }
        return new DistrictPlanner(problem, budget, random).plan(start);
    }

    private Plan plan(Plan start) {
        Plan plan = RoutePlanner.plan(problem, start, _ -> 1, random);
        for (int round = 0; round < ROUNDS; round++) {
            List<District> districts = districts(plan);
            for (int index = 0; index < districts.size(); index++) {
                double from = (1 - WHOLE) * (round + (double) index / districts.size()) / ROUNDS;
                double to = (1 - WHOLE) * (round + (index + 1.0) / districts.size()) / ROUNDS;
                plan = planned(plan, districts.get(index), from, to);
            }
        }
        return RoutePlanner.planFromNear(problem, plan, part(1 - WHOLE, 1), random);
    }

    /// A part of the time that there is.
    private Budget part(double from, double to) {
        long before = iterations;
        return made -> {
            iterations = before + made;
            return (budget.spent(iterations) - from) / (to - from);
        };
    }

    // ---- borders

    /// Around vehicles that are far from each other, the first of them any.
    private List<District> districts(Plan plan) {
        List<Plan.Route> routes =
                plan.routes().stream().filter(route -> !route.jobs().isEmpty()).toList();
        if (routes.isEmpty()) {
            return List.of();
        }
        int[] centres = routes.stream().mapToInt(this::centre).toArray();
        int most = Math.min(routes.size(), Math.ceilDiv(problem.jobs().size(), DISTRICT));
        List<District> districts = new ArrayList<>();
        districts.add(district(centres[random.nextInt(centres.length)]));
        while (districts.size() < most) {
            int farthest = IntStream.of(centres)
                    .boxed()
                    .max(Comparator.comparingLong(centre -> metres(nearest(centre, districts), centre)))
                    .orElseThrow();
            if (metres(nearest(farthest, districts), farthest) == 0) {
                break;
            }
            districts.add(district(farthest));
        }
        BitSet driven = new BitSet();
        IntStream.range(0, centres.length)
                .boxed()
                .sorted(Comparator.comparingLong(index -> metres(nearest(centres[index], districts), centres[index])))
                .forEach(index -> {
                    Plan.Route route = routes.get(index);
                    District into = withRoom(centres[index], route.jobs().size(), districts);
                    into.vehicles.add(route.vehicle());
                    into.jobs.addAll(route.jobs());
                    driven.set(route.vehicle());
                });
        for (int vehicle = 0; vehicle < problem.vehicles().size(); vehicle++) {
            if (!driven.get(vehicle)) {
                nearest(problem.vehicles().get(vehicle).start(), districts)
                        .vehicles
                        .add(vehicle);
            }
        }
        plan.unplanned()
                .forEach(one -> nearest(problem.jobs().get(one.job()).place(), districts)
                        .jobs
                        .add(one.job()));
        return districts;
    }

    private static District district(int around) {
        return new District(around, new HashSet<>(), new HashSet<>());
    }

    /// The place of a vehicle's jobs that is nearest to all of them.
    private int centre(Plan.Route route) {
        int[] places = route.jobs().stream()
                .mapToInt(job -> problem.jobs().get(job).place())
                .toArray();
        return IntStream.of(places)
                .boxed()
                .min(Comparator.comparingLong(place -> IntStream.of(places)
                        .mapToLong(other -> problem.metres()[place][other])
                        .sum()))
                .orElseThrow();
    }

    private long metres(District district, int place) {
        return problem.metres()[district.around][place];
    }

    private District nearest(int place, List<District> districts) {
        return districts.stream()
                .min(Comparator.comparingLong(district -> metres(district, place)))
                .orElseThrow();
    }

    private District withRoom(int place, int jobs, List<District> districts) {
        return districts.stream()
                .filter(district -> district.jobs.size() + jobs <= WHOLE_UP_TO)
                .min(Comparator.comparingLong(district -> metres(district, place)))
                .orElseGet(() -> nearest(place, districts));
    }

    // ---- a district

    private Plan planned(Plan plan, District district, double from, double to) {
        if (district.jobs.isEmpty()) {
            return plan;
        }
        List<Integer> jobs = district.jobs.stream().sorted().toList();
        List<Integer> vehicles = district.vehicles.stream().sorted().toList();
        int[] jobOf = indices(jobs, problem.jobs().size());
        int[] vehicleOf = indices(vehicles, problem.vehicles().size());
        Map<Integer, Integer> placeOf = new LinkedHashMap<>();
        List<Job> ofDistrict = jobs.stream()
                .map(problem.jobs()::get)
                .map(job -> new Job(
                        local(job.place(), placeOf),
                        job.opens(),
                        job.closes(),
                        job.serviceSeconds(),
                        job.grams(),
                        job.litres(),
                        job.skills(),
                        job.urgency()))
                .toList();
        List<Vehicle> fleet = vehicles.stream()
                .map(problem.vehicles()::get)
                .map(vehicle -> new Vehicle(
                        local(vehicle.start(), placeOf),
                        local(vehicle.end(), placeOf),
                        vehicle.shiftStart(),
                        vehicle.shiftEnd(),
                        vehicle.grams(),
                        vehicle.litres(),
                        vehicle.skills(),
                        vehicle.breakStart(),
                        vehicle.breakSeconds()))
                .toList();
        List<Plan.Route> running = plan.routes().stream()
                .filter(route -> vehicleOf[route.vehicle()] >= 0)
                .map(route -> new Plan.Route(
                        vehicleOf[route.vehicle()],
                        route.jobs().stream().map(job -> jobOf[job]).toList(),
                        route.fixed()))
                .toList();
        int[] places = placeOf.keySet().stream().mapToInt(Integer::intValue).toArray();
        Plan better = RoutePlanner.planFromNear(
                new RoutingProblem(
                        table(problem.seconds(), places), table(problem.metres(), places), ofDistrict, fleet),
                new Plan(running, List.of(), 0),
                part(from, to),
                random);
        List<Plan.Route> routes = new ArrayList<>(plan.routes().stream()
                .filter(route -> vehicleOf[route.vehicle()] < 0)
                .toList());
        better.routes()
                .forEach(route -> routes.add(new Plan.Route(
                        vehicles.get(route.vehicle()),
                        route.jobs().stream().map(jobs::get).toList(),
                        route.fixed())));
        List<Plan.Unplanned> unplanned = new ArrayList<>(plan.unplanned().stream()
                .filter(one -> !district.jobs.contains(one.job()))
                .toList());
        better.unplanned().forEach(one -> unplanned.add(new Plan.Unplanned(jobs.get(one.job()), one.why())));
        return new Plan(routes, unplanned, 0);
    }

    /// The place of each in the list; -1 for those that are not in it.
    private static int[] indices(List<Integer> values, int size) {
        int[] indices = new int[size];
        Arrays.fill(indices, -1);
        for (int index = 0; index < values.size(); index++) {
            indices[values.get(index)] = index;
        }
        return indices;
    }

    private static int local(int place, Map<Integer, Integer> placeOf) {
        int next = placeOf.size();
        return placeOf.computeIfAbsent(place, _ -> next);
    }

    private static int[][] table(int[][] whole, int[] places) {
        return IntStream.of(places)
                .mapToObj(
                        from -> IntStream.of(places).map(to -> whole[from][to]).toArray())
                .toArray(int[][]::new);
    }
}
