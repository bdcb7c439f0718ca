package io.yike.benchmarks.routes;

import io.yike.recycling.routes.Job;
import io.yike.recycling.routes.RoutingProblem;
import io.yike.recycling.routes.Vehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An instance of M. Solomon's set as a problem of ours, in tenths of its units: every leg's Euclidean distance is
/// truncated to one decimal, travel time is distance, and the number of vehicles is free.
record SolomonInstance(String name, RoutingProblem problem) {

    static SolomonInstance read(Path file) throws IOException {
        List<int[]> rows = new ArrayList<>();
        int capacity = 0;
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2 && words[0].matches("\\d+")) {
                capacity = Integer.parseInt(words[1]);
            } else if (words.length == 7 && words[0].matches("\\d+")) {
                rows.add(java.util.Arrays.stream(words)
                        .mapToInt(Integer::parseInt)
                        .toArray());
            }
        }
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
        for (int[] row : rows.subList(1, places)) {
            jobs.add(new Job(row[0], row[4] * 10, row[5] * 10, row[6] * 10, row[3], 0, 0));
        }
        int[] depot = rows.getFirst();
        Vehicle vehicle = new Vehicle(0, 0, depot[4] * 10, depot[5] * 10, capacity, 0, 0);
        String name = String.valueOf(file.getFileName()).replace(".txt", "");
        return new SolomonInstance(
                name, new RoutingProblem(tenths, tenths, jobs, Collections.nCopies(jobs.size(), vehicle)));
    }
}
