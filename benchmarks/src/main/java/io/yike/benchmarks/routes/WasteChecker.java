package io.yike.benchmarks.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;

/// Drives a plan file through the city's own files, by the rules of the task alone. It knows nothing of who planned.
final class WasteChecker {

    private final List<double[]> sites = new ArrayList<>();
    private final List<Integer> loads = new ArrayList<>();
    private final List<Integer> stopSeconds = new ArrayList<>();
    private final List<double[]> depots;
    private final List<double[]> plants;

    WasteChecker(Path directory, int most, long seed) throws IOException {
        Random random = new Random(seed);
        for (String site :
                Files.readString(directory.resolve("WasteCollectionSites.json")).split("\\{", -1)) {
            if (site.contains("\"stopLength\"") && sites.size() < most) {
                double fill = 0.2 + 0.7 * random.nextDouble();
                loads.add((int) (field(site, "\"capacity\"") * fill));
                sites.add(new double[] {field(site, "\"lat\"") / 1e6, field(site, "\"lng\"") / 1e6});
                stopSeconds.add((int) field(site, "\"stopLength\""));
            }
        }
        depots = points(Files.readString(directory.resolve("Depots.json")));
        plants = points(Files.readString(directory.resolve("DisposalFacilities.json")));
    }

    private static long field(String text, String name) {
        int at = text.indexOf(name) + name.length();
        return Long.parseLong(text.substring(at).replaceFirst("^[\\s:]+", "").split("[^0-9-]", 2)[0]);
    }

    private static List<double[]> points(String text) {
        List<double[]> points = new ArrayList<>();
        for (String one : text.split("\\}", -1)) {
            if (one.contains("\"lat\"")) {
                points.add(new double[] {field(one, "\"lat\"") / 1e6, field(one, "\"lng\"") / 1e6});
            }
        }
        return points;
    }

    /// What a plan comes to.
    record Verdict(double kilometres, int vehicles, List<String> faults) {}

    Verdict check(Path plan) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<Integer, Integer> collected = new HashMap<>();
        double metres = 0;
        int vehicles = 0;
        double[] home = new double[2];
        double[] at = home;
        double clock = 0;
        int aboard = 0;
        List<String> lines = new ArrayList<>(Files.readAllLines(plan));
        lines.add("V 0");
        for (String line : lines) {
            if (line.startsWith("U ")) {
                faults.add("site " + line.substring(2) + ": unplanned");
                continue;
            }
            try (Scanner words = new Scanner(line)) {
                String what = words.next();
                int number = words.nextInt();
                double[] to = what.equals("V") ? home : what.equals("S") ? sites.get(number) : plants.get(number);
                metres += way(at, to);
                clock += way(at, to) / (30 / 3.6);
                at = to;
                if (what.equals("S")) {
                    int kilograms = words.nextInt();
                    int seconds = words.nextInt();
                    aboard += kilograms;
                    collected.merge(number, kilograms, Integer::sum);
                    int parts = (loads.get(number) + 7_999) / 8_000;
                    if (seconds < stopSeconds.get(number) / Math.max(1, parts)) {
                        faults.add("site " + number + " is left too early");
                    }
                    clock += seconds;
                    if (aboard > 8_000) {
                        faults.add("a vehicle carries " + aboard);
                    }
                } else if (what.equals("D")) {
                    aboard = 0;
                    clock += 600;
                } else {
                    if (clock > 36_000 + 120) {
                        faults.add("a shift lasts " + clock / 3600 + " h");
                    }
                    if (aboard > 0) {
                        faults.add("a vehicle comes home with " + aboard + " kg");
                    }
                    home = depots.get(number);
                    at = home;
                    clock = 0;
                    vehicles++;
                }
            }
        }
        for (int site = 0; site < sites.size(); site++) {
            if (!loads.get(site).equals(collected.getOrDefault(site, 0))) {
                faults.add(
                        "of site " + site + " " + collected.get(site) + " kg of " + loads.get(site) + " are collected");
            }
        }
        return new Verdict(metres / 1000, vehicles - 1, faults);
    }

    private static double way(double[] from, double[] to) {
        double phi1 = Math.toRadians(from[0]);
        double phi2 = Math.toRadians(to[0]);
        double lambda = Math.toRadians(to[1] - from[1]);
        double cosine = Math.sin(phi1) * Math.sin(phi2) + Math.cos(phi1) * Math.cos(phi2) * Math.cos(lambda);
        return 1.3 * 6_371_008.8 * Math.acos(Math.clamp(cosine, -1, 1));
    }
}
