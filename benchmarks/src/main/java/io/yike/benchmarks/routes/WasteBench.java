package io.yike.benchmarks.routes;

import io.yike.benchmarks.routes.WasteCity.Trip;
import io.yike.recycling.routes.Job;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutePlanner;
import io.yike.recycling.routes.RoutingProblem;
import io.yike.recycling.routes.Vehicle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A day of the city of the waste set: vehicles of 8 t, a shift of ten hours, several turns at the plants, all sites.
/// Our planner beside nearest neighbour and savings with 2-opt, each judged by a checker that reads the plan's file.
final class WasteBench {

    private WasteBench() {}

    static void run(Path directory, double seconds, long seed, int sites, PrintStream out) throws IOException {
        WasteCity city = WasteCity.read(directory, sites, seed);
        WasteChecker checker = new WasteChecker(directory, sites, seed);
        out.printf("%n%,d sites, %,d visits, seed %d%n", sites, city.visits().size(), seed);
        out.printf("%-18s %12s %9s %10s%n", "", "km", "vehicles", "seconds");
        double nearest = print(city, checker, "nearest neighbour", () -> WastePeers.nearestNeighbour(city), out);
        double savings = print(city, checker, "savings + 2-opt", () -> WastePeers.savings(city), out);
        double ours = print(city, checker, "ours", () -> ours(city, seconds, seed), out);
        out.printf(
                "ours: %.1f %% fewer km than savings, %.1f %% fewer than nearest neighbour%n",
                100 * (1 - ours / savings), 100 * (1 - ours / nearest));
    }

    private interface Planner {
        List<Trip> plan();
    }

    private static double print(WasteCity city, WasteChecker checker, String name, Planner planner, PrintStream out)
            throws IOException {
        long begun = System.nanoTime();
        List<String> lines = city.days(planner.plan());
        double took = (System.nanoTime() - begun) / 1e9;
        Path file = Files.createTempFile("plan", ".txt");
        Files.write(file, lines);
        WasteChecker.Verdict verdict = checker.check(file);
        Files.delete(file);
        out.printf(
                "%-18s %,12.1f %,9d %10.1f %s%n",
                name,
                verdict.kilometres(),
                verdict.vehicles(),
                took,
                verdict.faults().isEmpty()
                        ? ""
                        : "NOT FEASIBLE: "
                                + verdict.faults()
                                        .subList(0, Math.min(3, verdict.faults().size())));
        return verdict.kilometres();
    }

    /// A trip is a vehicle's route from a plant back to it; the search starts from the savings.
    private static List<Trip> ours(WasteCity city, double seconds, long seed) {
        long begun = System.nanoTime();
        List<Trip> start = WastePeers.savings(city);
        List<Job> jobs = new ArrayList<>();
        for (int visit = 0; visit < city.visits().size(); visit++) {
            WasteCity.Visit at = city.visits().get(visit);
            jobs.add(new Job(visit, 0, WasteCity.SHIFT_SECONDS, at.seconds(), at.kilograms(), 0, 0));
        }
        List<Vehicle> vehicles = new ArrayList<>();
        List<Integer> plantOf = new ArrayList<>();
        List<Plan.Route> running = new ArrayList<>();
        for (Trip trip : start) {
            running.add(new Plan.Route(vehicles.size(), trip.visits(), 0));
            vehicles.add(vehicle(city, trip.plant()));
            plantOf.add(trip.plant());
        }
        for (int spare = 0; spare < 20; spare++) {
            for (int plant = 0; plant < city.plants(); plant++) {
                vehicles.add(vehicle(city, plant));
                plantOf.add(plant);
            }
        }
        Plan plan = RoutePlanner.plan(
                new RoutingProblem(city.seconds(), city.metres(), jobs, vehicles),
                new Plan(running, List.of(), 0),
                _ -> (System.nanoTime() - begun) / (seconds * 1e9),
                new SplittableRandom(seed));
        if (!plan.unplanned().isEmpty()) {
            throw new IllegalStateException(plan.unplanned().size() + " visits are not planned");
        }
        return plan.routes().stream()
                .map(route -> new Trip(plantOf.get(route.vehicle()), route.jobs()))
                .toList();
    }

    /// Two hours of the shift are left for the ways from the depot and back.
    private static Vehicle vehicle(WasteCity city, int plant) {
        return new Vehicle(
                city.plant(plant),
                city.plant(plant),
                WasteCity.UNLOADING_SECONDS,
                WasteCity.SHIFT_SECONDS - 2 * 3600,
                WasteCity.VEHICLE_KILOGRAMS,
                0,
                0);
    }
}
