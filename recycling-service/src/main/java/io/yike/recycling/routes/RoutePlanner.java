package io.yike.recycling.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Plans routes: as many jobs as can be done, on as few metres as can be found in the time.
///
/// The search is "slack induction by string removals" (J. Christiaens, G. Vanden Berghe, "Slack Induction by String
/// Removals for Vehicle Routing Problems", Transportation Science 54 (2), 2020): again and again it takes strings of
/// neighbouring jobs out of adjacent routes, puts them back greedily with now and then a blink, and accepts by
/// simulated annealing. With no more than this it is among the best that are published for time windows.
public final class RoutePlanner {

    private RoutePlanner() {}

    /// The best plan found.
    ///
    /// @param running what is driven now, where the search starts; what is fixed in it is not touched
    public static Plan plan(RoutingProblem problem, Plan running, Budget budget, RandomGenerator random) {
        return plan(problem, running, budget, random, StringRemovals.hot(problem));
    }

    /// The same where the running plan is good already: the search stays near it.
    static Plan planFromNear(RoutingProblem problem, Plan running, Budget budget, RandomGenerator random) {
        return plan(problem, running, budget, random, StringRemovals.WARM);
    }

    private static Plan plan(RoutingProblem problem, Plan running, Budget budget, RandomGenerator random, double hot) {
        StringRemovals search = new StringRemovals(problem, running, random);
        search.run(budget, hot);
        List<Plan.Route> routes = search.routes();
        List<Plan.Unplanned> unplanned = new ArrayList<>();
        for (int job : Arrays.stream(search.absent()).sorted().toArray()) {
            unplanned.add(new Plan.Unplanned(job, why(problem, problem.jobs().get(job))));
        }
        return new Plan(routes, unplanned, search.metres());
    }

    private static Plan.Why why(RoutingProblem problem, Job job) {
        List<Vehicle> skilled = problem.vehicles().stream()
                .filter(vehicle -> (vehicle.skills() & job.skills()) == job.skills())
                .toList();
        if (skilled.isEmpty()) {
            return Plan.Why.SKILLS_MISSING;
        }
        List<Vehicle> able = skilled.stream()
                .filter(vehicle -> vehicle.grams() >= job.grams() && vehicle.litres() >= job.litres())
                .toList();
        if (able.isEmpty()) {
            return Plan.Why.TOO_LARGE;
        }
        return able.stream().anyMatch(vehicle -> reaches(problem, vehicle, job))
                ? Plan.Why.NO_TIME_LEFT
                : Plan.Why.OUT_OF_REACH;
    }

    private static boolean reaches(RoutingProblem problem, Vehicle vehicle, Job job) {
        long begins =
                vehicle.begins(job, vehicle.shiftStart() + (long) problem.seconds()[vehicle.start()][job.place()]);
        return begins <= vehicle.closes(job.closes())
                && begins + job.serviceSeconds() + problem.seconds()[job.place()][vehicle.end()] <= vehicle.shiftEnds();
    }
}
