package io.yike.benchmarks.routes;

import io.yike.benchmarks.Bench;
import io.yike.recycling.routes.Budget;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutePlanner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// recycling-service's planner on Solomon's instances, each in so many seconds on one thread, beside the best that is
/// known of it.
public final class RoutesBench implements Bench {

    @Override
    public String purpose() {
        return "crew routes on Solomon's instances: --instances DIRECTORY [--seconds 10] [--seed 1] [--only NAME], or --waste [--sites 3000]";
    }

    @Override
    public void run(List<String> arguments, PrintStream out) throws IOException {
        String given = option(arguments, "--instances", "");
        if (given.isEmpty()) {
            out.println("routes: name the directory that holds the instances: --instances DIRECTORY");
            return;
        }
        Path directory = Path.of(given);
        if (arguments.contains("--waste")) {
            WasteBench.run(
                    directory.resolve("waste"),
                    Double.parseDouble(option(arguments, "--seconds", "55")),
                    Long.parseLong(option(arguments, "--seed", "1")),
                    Integer.parseInt(option(arguments, "--sites", "3000")),
                    out);
            return;
        }
        if (Files.isDirectory(directory.resolve("vrptw"))) {
            directory = directory.resolve("vrptw");
        }
        double seconds = Double.parseDouble(option(arguments, "--seconds", "10"));
        long seed = Long.parseLong(option(arguments, "--seed", "1"));
        String only = option(arguments, "--only", "");
        out.printf(
                "%-8s %8s %12s %12s %8s %12s%n", "instance", "routes", "distance", "best known", "gap", "iterations");
        List<Double> gaps = new ArrayList<>();
        int infeasible = 0;
        for (Map.Entry<String, Double> best : bestKnown(directory).entrySet()) {
            if (!best.getKey().contains(only)) {
                continue;
            }
            Path file = directory.resolve(best.getKey() + ".txt");
            long[] made = new long[1];
            Plan plan = RoutePlanner.plan(
                    SolomonInstance.read(file).problem(),
                    Plan.NONE,
                    seconds(seconds, made),
                    new SplittableRandom(seed));
            List<List<Integer>> routes = plan.routes().stream()
                    .map(route -> route.jobs().stream().map(job -> job + 1).toList())
                    .toList();
            SolomonChecker checker = new SolomonChecker(file);
            List<String> faults = checker.faults(routes);
            double distance = checker.distance(routes);
            double gap = 100 * (distance / best.getValue() - 1);
            gaps.add(gap);
            infeasible += faults.isEmpty() ? 0 : 1;
            out.printf(
                    "%-8s %8d %12.1f %12.1f %7.2f%% %,12d %s%n",
                    best.getKey(),
                    routes.size(),
                    distance,
                    best.getValue(),
                    gap,
                    made[0],
                    faults.isEmpty() ? "" : "NOT FEASIBLE: " + faults);
        }
        out.printf(
                "%nmean gap %.2f %% over %d instances, worst %.2f %%, not feasible %d; %s s each, one thread, seed %d%n",
                gaps.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
                gaps.size(),
                gaps.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                infeasible,
                option(arguments, "--seconds", "10"),
                seed);
    }

    /// So much time by the clock on the wall, from now on.
    private static Budget seconds(double seconds, long[] made) {
        long begun = System.nanoTime();
        return iterations -> {
            made[0] = iterations;
            return (System.nanoTime() - begun) / (seconds * 1e9);
        };
    }

    private static Map<String, Double> bestKnown(Path directory) throws IOException {
        Map<String, Double> best = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve("best_known.tsv"))) {
            String[] cells = line.split("\t", -1);
            if (cells.length == 2 && cells[1].matches("[0-9.]+")) {
                best.put(cells[0], Double.valueOf(cells[1]));
            }
        }
        return best;
    }

    private static String option(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at < 0 || at + 1 >= arguments.size() ? otherwise : arguments.get(at + 1);
    }
}
