package io.yike.recycling.routes;

import java.util.List;

/// Who collects what and unloads where.
///
/// @param unplanned visits, by index, with the reason
public record TurnPlan(List<Shift> shifts, List<Plan.Unplanned> unplanned) {

    public TurnPlan {
        shifts = List.copyOf(shifts);
        unplanned = List.copyOf(unplanned);
    }

    /// A vehicle's day.
    ///
    /// @param depot the place where it begins and ends
    public record Shift(int depot, List<Turn> turns) {

        public Shift {
            turns = List.copyOf(turns);
        }
    }

    /// What is collected, in this order, before unloading.
    ///
    /// @param visits by index
    /// @param plant the place where it is unloaded
    public record Turn(List<Integer> visits, int plant) {

        public Turn {
            visits = List.copyOf(visits);
        }
    }
}
