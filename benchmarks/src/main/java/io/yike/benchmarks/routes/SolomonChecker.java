package io.yike.benchmarks.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;

/// Drives a plan's routes through an instance's file, by the rules of the set alone. It knows nothing of the planner.
final class SolomonChecker {

    private record Customer(double x, double y, double demand, double ready, double due, double service) {}

    private final Map<Integer, Customer> customers = new HashMap<>();
    private final double capacity;

    SolomonChecker(Path file) {
        try (Scanner words = new Scanner(Files.readString(file))) {
            skipTo(words, "CAPACITY");
            words.nextInt();
            capacity = words.nextInt();
            skipTo(words, "SERVICE");
            words.next();
            while (words.hasNextInt()) {
                customers.put(
                        words.nextInt(),
                        new Customer(
                                words.nextInt(),
                                words.nextInt(),
                                words.nextInt(),
                                words.nextInt(),
                                words.nextInt(),
                                words.nextInt()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void skipTo(Scanner words, String word) {
        while (!words.next().equals(word)) {
            // The next one, then.
        }
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
