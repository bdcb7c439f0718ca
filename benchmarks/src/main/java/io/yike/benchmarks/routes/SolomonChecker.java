package io.yike.benchmarks.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;

/// Drives a plan's routes through an instance's file, by the rules of the set alone. It knows nothing of the planner.
final class SolomonChecker {

    private record Customer(double x, double y, double demand, double ready, double due, double service) {}

    private final Map<Integer, Customer> customers = new HashMap<>();
    private final double capacity;

    /// The numbers behind the words CAPACITY and SERVICE TIME, whatever their lines.
    SolomonChecker(Path file) throws IOException {
        try (Scanner words = new Scanner(Files.readString(file)).useLocale(Locale.ROOT)) {
            skipTo(words, "CAPACITY");
            words.nextDouble();
            capacity = words.nextDouble();
            skipTo(words, "SERVICE");
            while (!words.hasNextDouble()) {
                words.next();
            }
            while (words.hasNextDouble()) {
                customers.put(
                        (int) words.nextDouble(),
                        new Customer(
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble(),
                                words.nextDouble()));
            }
        }
    }

    private static void skipTo(Scanner words, String word) {
        while (!words.next().toUpperCase(Locale.ROOT).equals(word)) {
            // The next one, then.
        }
    }

    /// What a plan comes to.
    record Verdict(double distance, List<String> faults) {}

    /// Judges a plan's file: its lines are `R` with a route's customers, and `U` with one who is not served, and why.
    Verdict check(Path plan) throws IOException {
        List<List<Integer>> routes = new ArrayList<>();
        List<String> notServed = new ArrayList<>();
        for (String line : Files.readAllLines(plan)) {
            if (line.startsWith("R ")) {
                routes.add(Arrays.stream(line.substring(2).split(" ", -1))
                        .map(Integer::valueOf)
                        .toList());
            } else {
                notServed.add(line.replaceFirst("^U (\\S+) (.*)$", "$1 is unplanned: $2"));
            }
        }
        List<String> faults = new ArrayList<>(faults(routes));
        faults.addAll(notServed);
        return new Verdict(distance(routes), faults);
    }

    /// What is wrong with the routes, each the numbers of its customers in order; empty if nothing is.
    List<String> faults(List<List<Integer>> routes) {
        List<String> faults = new ArrayList<>();
        Set<Integer> served = new HashSet<>();
        for (List<Integer> route : routes) {
            double load = 0;
            double time = at(0).ready;
            int from = 0;
            for (int to : route) {
                Customer customer = at(to);
                if (to == 0 || !served.add(to)) {
                    faults.add(to + " is served twice");
                }
                load += customer.demand;
                time = Math.max(time + distance(from, to), customer.ready);
                if (time > customer.due + 1e-6) {
                    faults.add(to + " is reached at " + time + ", due " + customer.due);
                }
                time += customer.service;
                from = to;
            }
            if (time + distance(from, 0) > at(0).due + 1e-6) {
                faults.add("a route is back too late");
            }
            if (load > capacity) {
                faults.add("a route carries " + load + " of " + capacity);
            }
        }
        if (served.size() != customers.size() - 1) {
            faults.add(served.size() + " of " + (customers.size() - 1) + " are served");
        }
        return faults;
    }

    double distance(List<List<Integer>> routes) {
        double sum = 0;
        for (List<Integer> route : routes) {
            int from = 0;
            for (int to : route) {
                sum += distance(from, to);
                from = to;
            }
            sum += distance(from, 0);
        }
        return sum;
    }

    private double distance(int from, int to) {
        return Math.floor(10 * Math.hypot(at(from).x - at(to).x, at(from).y - at(to).y) + 1e-9) / 10;
    }

    private Customer at(int number) {
        Customer customer = customers.get(number);
        if (customer == null) {
            throw new IllegalArgumentException("there is no customer " + number);
        }
        return customer;
    }
}
