package io.yike.benchmarks.routes;

import io.yike.recycling.routes.TurnPlan;
import io.yike.recycling.routes.TurnPlanner;
import io.yike.recycling.routes.TurnProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A day of the city of the waste set: vehicles of 8 t, a shift of ten hours, several turns at the plants, all sites.
/// Our planner beside nearest neighbour and savings with 2-opt, each judged by a checker that reads the plan's file.
///
/// @param seconds for our plan of 3,000 sites, on one thread
record WasteBench(Path directory, double seconds, long seed, PlanFolder folder, PrintWriter out) {

    private static final int WHOLE_CITY = 3_000;
    private static final List<Integer> SCALE = List.of(50, 200, 500, 1_000, WHOLE_CITY);

    private interface Planner {
        List<String> plan();
    }

    /// What a plan costs: to make, and to drive.
    private record Cost(double kilometres, int vehicles, double seconds, List<String> faults) {

        double lessThan(Cost other) {
            return 100 * (1 - kilometres / other.kilometres);
        }
    }

    /// One day; answers how many of the plans break the rules.
    int run(int sites) throws IOException {
        WasteCity city = WasteCity.read(directory, sites, seed);
        WasteChecker checker = new WasteChecker(directory, sites, seed);
        out.printf(
                "%nwaste: %,d sites, %,d visits, seed %d%n",
                city.sites(), city.visits().size(), seed);
        out.printf("%-18s %12s %9s %10s%n", "", "km", "vehicles", "seconds");
        Cost nearest = print("nearest neighbour", cost(checker, "waste-nearest", () -> nearest(city)));
        Cost savings = print("savings + 2-opt", cost(checker, "waste-savings", () -> savings(city)));
        Cost ours = print("ours", cost(checker, "waste-ours", () -> ours(city, seconds)));
        out.printf(
                "ours: %.1f %% fewer km than savings, %.1f %% fewer than nearest neighbour%n",
                ours.lessThan(savings), ours.lessThan(nearest));
        out.flush();
        return broken(nearest, savings, ours);
    }

    /// Days of more and more sites, our seconds in proportion to them.
    int scale() throws IOException {
        out.printf(
                "%nwaste, seed %d%n%8s %8s | %10s %8s %10s | %10s %8s %10s | %10s %8s | %8s%n",
                seed,
                "sites",
                "visits",
                "ours km",
                "seconds",
                "km/visit",
                "savings",
                "seconds",
                "km/visit",
                "nearest",
                "seconds",
                "fewer km");
        out.flush();
        int broken = 0;
        for (int sites : SCALE) {
            WasteCity city = WasteCity.read(directory, sites, seed);
            WasteChecker checker = new WasteChecker(directory, sites, seed);
            double most = Math.max(Math.min(2, seconds), seconds * sites / WHOLE_CITY);
            Cost nearest = cost(checker, "waste-nearest-" + sites, () -> nearest(city));
            Cost savings = cost(checker, "waste-savings-" + sites, () -> savings(city));
            Cost ours = cost(checker, "waste-ours-" + sites, () -> ours(city, most));
            int visits = city.visits().size();
            out.printf(
                    "%,8d %,8d | %,10.1f %8.1f %10.2f | %,10.1f %8.1f %10.2f | %,10.1f %8.1f | %7.1f%% %s%n",
                    city.sites(),
                    visits,
                    ours.kilometres,
                    ours.seconds,
                    ours.kilometres / visits,
                    savings.kilometres,
                    savings.seconds,
                    savings.kilometres / visits,
                    nearest.kilometres,
                    nearest.seconds,
                    ours.lessThan(savings),
                    broken(nearest, savings, ours) == 0 ? "" : "NOT FEASIBLE: " + RoutesBench.first(ours.faults));
            out.flush();
            broken += broken(nearest, savings, ours);
        }
        return broken;
    }

    private static int broken(Cost... costs) {
        return (int) java.util.Arrays.stream(costs)
                .filter(cost -> !cost.faults.isEmpty())
                .count();
    }

    private Cost cost(WasteChecker checker, String name, Planner planner) throws IOException {
        long begun = System.nanoTime();
        List<String> lines = planner.plan();
        double took = (System.nanoTime() - begun) / 1e9;
        WasteChecker.Verdict verdict = checker.check(folder.write(name, lines));
        return new Cost(verdict.kilometres(), verdict.vehicles(), took, verdict.faults());
    }

    private Cost print(String name, Cost cost) {
        out.printf(
                "%-18s %,12.1f %,9d %10.1f %s%n",
                name,
                cost.kilometres,
                cost.vehicles,
                cost.seconds,
                cost.faults.isEmpty() ? "" : "NOT FEASIBLE: " + RoutesBench.first(cost.faults));
        out.flush();
        return cost;
    }

    private static List<String> nearest(WasteCity city) {
        return city.days(WastePeers.nearestNeighbour(city));
    }

    private static List<String> savings(WasteCity city) {
        return city.days(WastePeers.savings(city));
    }

    private List<String> ours(WasteCity city, double most) {
        TurnPlan plan =
                TurnPlanner.plan(problem(city), RoutesBench.seconds(most, new long[1]), new SplittableRandom(seed));
        List<String> lines = new ArrayList<>();
        for (TurnPlan.Shift shift : plan.shifts()) {
            lines.add("V " + (shift.depot() - city.depot(0)));
            for (TurnPlan.Turn turn : shift.turns()) {
                turn.visits().forEach(visit -> lines.add(city.line(visit)));
                lines.add("D " + (turn.plant() - city.plant(0)));
            }
        }
        plan.unplanned()
                .forEach(unplanned ->
                        lines.add("U " + city.visits().get(unplanned.job()).site() + " " + unplanned.why()));
        return lines;
    }

    private static TurnProblem problem(WasteCity city) {
        List<TurnProblem.Visit> visits = IntStream.range(0, city.visits().size())
                .mapToObj(visit -> new TurnProblem.Visit(
                        visit,
                        city.visits().get(visit).seconds(),
                        city.visits().get(visit).kilograms()))
                .toList();
        return new TurnProblem(
                city.seconds(),
                city.metres(),
                visits,
                IntStream.range(0, city.depots()).mapToObj(city::depot).toList(),
                IntStream.range(0, city.plants()).mapToObj(city::plant).toList(),
                WasteCity.SHIFT_SECONDS,
                WasteCity.UNLOADING_SECONDS,
                WasteCity.VEHICLE_KILOGRAMS);
    }
}
