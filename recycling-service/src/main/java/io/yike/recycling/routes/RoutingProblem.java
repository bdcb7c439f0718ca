package io.yike.recycling.routes;

import java.util.List;

/// What is to be planned.
///
/// @param seconds from each place to each other
/// @param metres from each place to each other; what is kept low
@SuppressWarnings("ArrayRecordComponent") // Large tables, handed over as they are and never compared.
public record RoutingProblem(int[][] seconds, int[][] metres, List<Job> jobs, List<Vehicle> vehicles) {

    public RoutingProblem {
        jobs = List.copyOf(jobs);
        vehicles = List.copyOf(vehicles);
        if (seconds.length != metres.length) {
            throw new IllegalArgumentException("the tables are of different places");
        }
    }
}
