package io.yike.recycling.routes;

import java.util.List;

/// Who drives where.
///
/// @param routes one for each vehicle that drives
/// @param unplanned with the reason
/// @param metres in all
public record Plan(List<Route> routes, List<Unplanned> unplanned, long metres) {

    public static final Plan NONE = new Plan(List.of(), List.of(), 0);

    public Plan {
        routes = List.copyOf(routes);
        unplanned = List.copyOf(unplanned);
    }

    /// A vehicle's jobs in their order, by index.
    ///
    /// @param fixed so many from the start are loaded or promised: they stay as they are
    public record Route(int vehicle, List<Integer> jobs, int fixed) {

        public Route {
            jobs = List.copyOf(jobs);
            if (fixed < 0 || fixed > jobs.size()) {
                throw new IllegalArgumentException("fixed is more than there is");
            }
        }
    }

    /// A job that nobody does.
    public record Unplanned(int job, Why why) {}

    /// Why nobody does it.
    public enum Why {
        /// No vehicle's crew has the skills.
        SKILLS_MISSING,
        /// It is more than an empty vehicle carries.
        TOO_LARGE,
        /// No vehicle gets there in its time window and back by the end of the shift.
        OUT_OF_REACH,
        /// Some vehicle could, but they are all busy with others.
        NO_TIME_LEFT
    }
}
