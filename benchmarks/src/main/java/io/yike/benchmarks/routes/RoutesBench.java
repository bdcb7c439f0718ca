package io.yike.benchmarks.routes;

import io.yike.benchmarks.Benchmarks;
import io.yike.benchmarks.Malformed;
import io.yike.recycling.routes.Budget;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutePlanner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `routes`: recycling-service's planner on Solomon's instances, each in so many seconds on one thread, beside the best
/// that is known of it; and on a day of 3,000 collection sites, beside nearest neighbour and savings.
@Command(
        name = "routes",
        description = "Crew routes on instances in the form of Solomon's set, beside the best distance that is known,"
                + " and on a day of waste collection, beside nearest neighbour and savings with 2-opt. One thread."
                + " Every plan is written to a file and judged by a checker that reads that file and the instance's.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RoutesBench implements Callable<Integer> {

    private static final double SOLOMON_SECONDS = 10;
    private static final double WASTE_SECONDS = 55;
    private static final double DAY_SECONDS = 86_400;
    private static final String SITES = "WasteCollectionSites.json";

    @Option(
            names = "--instances",
            required = true,
            paramLabel = "DIR",
            description = "Holds Solomon files (*.txt), or has them in vrptw/, the waste set in waste/; or is the waste"
                    + " set; or one Solomon file. Distances that are known come from best_known.tsv beside the files.")
    private Path directory = Path.of("");

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "For each plan (default: 10, and 55 for the day of waste collection).")
    private @Nullable Double seconds;

    @Option(names = "--seed", paramLabel = "N", description = "Of the search, and of the day's loads (default: 1).")
    private long seed = 1;

    @Option(names = "--only", paramLabel = "NAME", description = "Only instances whose name contains this.")
    private String only = "";

    @Option(names = "--plans", paramLabel = "OUTDIR", description = "Keeps the plan files there.")
    private @Nullable Path plans;

    @Option(
            names = "--waste",
            negatable = true,
            fallbackValue = "true",
            description = "Only the day of waste collection; --no-waste: all but that.")
    private @Nullable Boolean waste;

    @Option(names = "--sites", paramLabel = "N", description = "Of the waste set, the first so many (default: 3000).")
    private int sites = 3_000;

    @Option(
            names = "--scale",
            description = "The day of waste collection with 50, 200, 500, 1,000 and 3,000 sites (less seconds for less"
                    + " sites), as a table.")
    private boolean scale;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private final List<Double> gaps = new ArrayList<>();
    private int broken;

    @Override
    public Integer call() throws IOException {
        if (seconds != null && !(seconds > 0 && seconds <= DAY_SECONDS)) {
            throw new ParameterException(spec.commandLine(), "--seconds must be more than 0, and at most a day");
        }
        if (sites < 1) {
            throw new ParameterException(spec.commandLine(), "--sites must be at least 1");
        }
        @Nullable Path wasteSet = wasteSet();
        List<Path> files = Boolean.TRUE.equals(waste) || scale ? List.of() : solomonFiles();
        if (files.isEmpty() && wasteSet == null) {
            throw new Malformed(
                    directory,
                    Boolean.TRUE.equals(waste) || scale
                            ? "holds no " + SITES + ", nor does its waste/"
                            : "holds no instance (*.txt)" + (only.isEmpty() ? "" : " whose name contains " + only));
        }
        // All are read before the first is planned: who waits for an hour should not learn then of a wrong file.
        List<SolomonInstance> instances = new ArrayList<>();
        for (Path file : files) {
            instances.add(SolomonInstance.read(file));
        }
        PlanFolder folder = PlanFolder.of(plans);
        try {
            if (!instances.isEmpty()) {
                solomon(instances, BestKnown.beside(parent(files.getFirst())), folder);
            }
            if (wasteSet != null) {
                WasteBench bench = new WasteBench(
                        wasteSet,
                        seconds == null ? WASTE_SECONDS : seconds,
                        seed,
                        folder,
                        spec.commandLine().getOut());
                broken += scale ? bench.scale() : bench.run(sites);
            }
        } finally {
            folder.close();
        }
        return broken == 0 ? Benchmarks.OK : Benchmarks.FAILED;
    }

    private @Nullable Path wasteSet() {
        if (Boolean.FALSE.equals(waste)) {
            return null;
        }
        Path within = directory.resolve("waste");
        if (Files.isDirectory(within)) {
            return only.isEmpty() || "waste".contains(only) ? within : null;
        }
        return Files.exists(directory.resolve(SITES)) ? directory : null;
    }

    private List<Path> solomonFiles() throws IOException {
        if (Files.isRegularFile(directory)) {
            return List.of(directory);
        }
        Path given = Malformed.directory(directory);
        List<Path> files = solomonFiles(given);
        return files.isEmpty() && Files.isDirectory(given.resolve("vrptw"))
                ? solomonFiles(given.resolve("vrptw"))
                : files;
    }

    private List<Path> solomonFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName())
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".txt"))
                    .filter(file -> !BestKnown.isIts(file))
                    .filter(file -> !String.valueOf(file.getFileName()).matches("(?i)(readme|licen[cs]e|notice).*"))
                    .filter(file -> SolomonInstance.nameOf(file).contains(only))
                    .sorted()
                    .toList();
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    private void solomon(List<SolomonInstance> instances, BestKnown known, PlanFolder folder) throws IOException {
        double each = seconds == null ? SOLOMON_SECONDS : seconds;
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%-10s %8s %12s %12s %8s %12s%n", "instance", "routes", "distance", "best known", "gap", "iterations");
        out.flush();
        for (SolomonInstance instance : instances) {
            solomon(instance, known.of(instance.name()), each, folder);
            out.flush();
        }
        out.printf(
                "%n%s over %d of %d instances, not feasible %d; %s s each, one thread, seed %d%n",
                gaps.isEmpty()
                        ? "no best distance is known"
                        : "mean gap %.2f %%, worst %.2f %%,"
                                .formatted(
                                        gaps.stream()
                                                .mapToDouble(Double::doubleValue)
                                                .average()
                                                .orElse(0),
                                        gaps.stream()
                                                .mapToDouble(Double::doubleValue)
                                                .max()
                                                .orElse(0)),
                gaps.size(),
                instances.size(),
                broken,
                each,
                seed);
        out.flush();
    }

    private void solomon(SolomonInstance instance, OptionalDouble best, double each, PlanFolder folder)
            throws IOException {
        long[] made = new long[1];
        Plan plan = RoutePlanner.plan(instance.problem(), Plan.NONE, seconds(each, made), new SplittableRandom(seed));
        Path file = folder.write(instance.name(), instance.lines(plan));
        SolomonChecker.Verdict verdict = new SolomonChecker(instance.file()).check(file);
        boolean complete = verdict.faults().isEmpty();
        String gap = "";
        if (complete && best.isPresent()) {
            gaps.add(100 * (verdict.distance() / best.getAsDouble() - 1));
            gap = "%.2f%%".formatted(gaps.getLast());
        }
        broken += complete ? 0 : 1;
        spec.commandLine()
                .getOut()
                .printf(
                        "%-10s %8d %12.1f %12s %8s %,12d %s%n",
                        instance.name(),
                        plan.routes().size(),
                        verdict.distance(),
                        best.isPresent() ? "%.1f".formatted(best.getAsDouble()) : "",
                        gap,
                        made[0],
                        complete ? "" : "NOT FEASIBLE: " + first(verdict.faults()));
    }

    /// The first few, so that a line stays a line.
    static String first(List<String> faults) {
        return String.join("; ", faults.subList(0, Math.min(3, faults.size())))
                + (faults.size() > 3 ? "; and " + (faults.size() - 3) + " more" : "");
    }

    /// So much time by the clock on the wall, from now on.
    static Budget seconds(double seconds, long[] made) {
        long begun = System.nanoTime();
        return iterations -> {
            made[0] = iterations;
            return (System.nanoTime() - begun) / (seconds * 1e9);
        };
    }
}
