package io.yike.benchmarks.routes;

import io.yike.benchmarks.Malformed;
import io.yike.recycling.routes.Job;
import io.yike.recycling.routes.Plan;
import io.yike.recycling.routes.RoutingProblem;
import io.yike.recycling.routes.Vehicle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An instance of M. Solomon's set, or one in its form, as a problem of ours, in tenths of its units: every leg's
/// Euclidean distance is truncated to one decimal, travel time is distance, and the number of vehicles is free.
///
/// @param numbers of the customers, in the order of the problem's jobs
record SolomonInstance(String name, Path file, List<Integer> numbers, RoutingProblem problem) {

    /// Times, demands and coordinates beyond this are no instance's.
    private static final double LARGEST = 10_000_000;

    private static final List<String> COLUMNS =
            List.of("customer number", "x", "y", "demand", "ready time", "due date", "service time");

    /// The file's name without its ending.
    static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.txt$", "");
    }

    /// @throws Malformed naming the line that is not of the set's form
    static SolomonInstance read(Path file) throws IOException {
        List<String> lines = Malformed.lines(file);
        int line = find(file, lines, 0, "CAPACITY", "the heading of the vehicles, with the word CAPACITY");
        do {
            line++;
        } while (line < lines.size() && lines.get(line).isBlank());
        double[] fleet =
                line < lines.size() ? numbers(file, lines, line, List.of("number", "capacity")) : new double[2];
        int capacity = whole(file, line, "capacity", fleet[1]);
        line = find(file, lines, line, "SERVICE", "the heading of the customers, with the word SERVICE");
        List<double[]> rows = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        for (line++; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            double[] row = numbers(file, lines, line, COLUMNS);
            int number = whole(file, line, COLUMNS.getFirst(), row[0]);
            whole(file, line, COLUMNS.get(3), row[3]);
            if (!known.add(number)) {
                throw new Malformed(file, line + 1, "customer " + number + " is there already");
            }
            if (rows.isEmpty() && number != 0) {
                throw new Malformed(file, line + 1, "the first place must be the depot, 0, not " + number);
            }
            for (int column = 3; column < 7; column++) {
                if (row[column] < 0) {
                    throw new Malformed(file, line + 1, COLUMNS.get(column) + " is less than 0");
                }
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new Malformed(file, lines.size(), "ends without a depot and customers");
        }
        return of(file, capacity, rows);
    }

    private static SolomonInstance of(Path file, int capacity, List<double[]> rows) {
        int places = rows.size();
        int[][] tenths = new int[places][places];
        for (int from = 0; from < places; from++) {
            for (int to = 0; to < places; to++) {
                double x = rows.get(from)[1] - rows.get(to)[1];
                double y = rows.get(from)[2] - rows.get(to)[2];
                tenths[from][to] = (int) (Math.sqrt(x * x + y * y) * 10);
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (int place = 1; place < places; place++) {
            double[] row = rows.get(place);
            jobs.add(new Job(place, up(row[4]), down(row[5]), up(row[6]), (int) row[3], 0, 0));
        }
        double[] depot = rows.getFirst();
        Vehicle vehicle = new Vehicle(0, 0, up(depot[4]), down(depot[5]), capacity, 0, 0);
        return new SolomonInstance(
                nameOf(file),
                file,
                rows.stream().skip(1).map(row -> (int) row[0]).toList(),
                new RoutingProblem(tenths, tenths, jobs, Collections.nCopies(jobs.size(), vehicle)));
    }

    private static int up(double time) {
        return (int) Math.ceil(time * 10 - 1e-6);
    }

    private static int down(double time) {
        return (int) Math.floor(time * 10 + 1e-6);
    }

    private static int find(Path file, List<String> lines, int from, String word, String what) throws Malformed {
        for (int line = from; line < lines.size(); line++) {
            if (lines.get(line).toUpperCase(Locale.ROOT).contains(word)) {
                return line;
            }
        }
        throw new Malformed(file, lines.size(), "ends without " + what);
    }

    private static double[] numbers(Path file, List<String> lines, int line, List<String> columns) throws Malformed {
        String[] words = lines.get(line).strip().split("\\s+", -1);
        if (words.length != columns.size()) {
            throw new Malformed(
                    file,
                    line + 1,
                    "has " + words.length + " words instead of " + columns.size() + ": " + String.join(", ", columns));
        }
        double[] numbers = new double[words.length];
        for (int column = 0; column < words.length; column++) {
            try {
                numbers[column] = Double.parseDouble(words[column]);
            } catch (NumberFormatException _) {
                numbers[column] = Double.NaN;
            }
            if (!(Math.abs(numbers[column]) <= LARGEST)) {
                throw new Malformed(
                        file,
                        line + 1,
                        columns.get(column) + " is no number up to 10,000,000: '" + words[column] + "'");
            }
        }
        return numbers;
    }

    private static int whole(Path file, int line, String what, double number) throws Malformed {
        if (number != Math.rint(number) || number < 0) {
            throw new Malformed(file, line + 1, what + " is not a whole number");
        }
        return (int) number;
    }

    /// The plan as a file: `R` and the customers of a route in their order, `U` and a customer who is not served, with
    /// the reason.
    List<String> lines(Plan plan) {
        return Stream.concat(
                        plan.routes().stream()
                                .map(route -> route.jobs().stream()
                                        .map(job -> String.valueOf(numbers.get(job)))
                                        .collect(Collectors.joining(" ", "R ", ""))),
                        plan.unplanned().stream()
                                .map(unplanned -> "U " + numbers.get(unplanned.job()) + " " + unplanned.why()))
                .toList();
    }
}
