package io.yike.recycling.routes;

import java.util.ArrayList;
import java.util.List;

/// Of what is driven now, what can still be driven so: later than planned, with less room, without a job that
/// is gone.
final class WarmStart {

    private WarmStart() {}

    /// What is fixed stays as it is. Of the rest, a job is left out that would come too late, does not fit
    /// any more, or would bring the vehicle back too late; the others keep their order.
    static Plan of(RoutingProblem problem, Plan running) {
        return new Plan(
                running.routes().stream().map(route -> of(problem, route)).toList(), List.of(), 0);
    }

    private static Plan.Route of(RoutingProblem problem, Plan.Route route) {
        Vehicle vehicle = problem.vehicles().get(route.vehicle());
        List<Integer> kept = new ArrayList<>();
        int at = vehicle.start();
        long leaves = vehicle.shiftStart();
        long grams = 0;
        long litres = 0;
        for (int position = 0; position < route.jobs().size(); position++) {
            int index = route.jobs().get(position);
            Job job = problem.jobs().get(index);
            long begins = vehicle.begins(job, leaves + problem.seconds()[at][job.place()]);
            boolean possible = (vehicle.skills() & job.skills()) == job.skills()
                    && grams + job.grams() <= vehicle.grams()
                    && litres + job.litres() <= vehicle.litres()
                    && begins <= vehicle.closes(job.closes())
                    && begins + job.serviceSeconds() + problem.seconds()[job.place()][vehicle.end()]
                            <= vehicle.shiftEnds();
            if (position >= route.fixed() && !possible) {
                continue;
            }
            kept.add(index);
            at = job.place();
            leaves = begins + job.serviceSeconds();
            grams += job.grams();
            litres += job.litres();
        }
        return new Plan.Route(route.vehicle(), kept, route.fixed());
    }
}
