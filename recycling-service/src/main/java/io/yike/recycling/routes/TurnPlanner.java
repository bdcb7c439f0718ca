package io.yike.recycling.routes;

import io.yike.recycling.routes.TurnPlan.Shift;
import io.yike.recycling.routes.TurnPlan.Turn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plans a day of turns at disposal plants.
///
/// A turn is a vehicle to [RoutePlanner]: from a plant back to it. The ways from and to the depots are part of its
/// search: the first turn of a day that is worked at a plant begins at the depot, and its last may end at another
/// plant, nearer to the depot, so that nobody drives there and back with nothing aboard. Which depot, and which plant
/// at the end, is chosen before the search, by what the turns of a savings plan would cost in that place.
public final class TurnPlanner {

    /// Of a shift, what can be filled with turns as they come.
    private static final double FILLED = 0.94;

    private final TurnProblem problem;
    private final List<Integer> starts = new ArrayList<>();
    private final List<int[]> rows = new ArrayList<>();
    private final Map<List<Integer>, Integer> startOf = new HashMap<>();
    private final List<Vehicle> vehicles = new ArrayList<>();
    private final List<Plan.Route> running = new ArrayList<>();

    /// A kind of day: from the depot over a first turn to the plant where it is worked, and, where that is another,
    /// over a last turn to the plant from which it goes home.
    private record Kind(int depot, int plant, int last) {}

    /// A day of a kind, with the vehicles of the search that are its first and its last turn.
    private record Day(Kind kind, int first, int closing) {}

    private TurnPlanner(TurnProblem problem) {
        this.problem = problem;
    }

    /// The best plan found.
    public static TurnPlan plan(TurnProblem problem, Budget budget, RandomGenerator random) {
        return new TurnPlanner(problem).plan(budget, random);
    }

    private TurnPlan plan(Budget budget, RandomGenerator random) {
        List<Turn> turns = savings();
        List<Day> days = days(turns);
        for (Turn turn : turns) {
            running.add(new Plan.Route(vehicles.size(), turn.visits(), 0));
            vehicles.add(loop(turn.plant()));
        }
        for (int plant : problem.plants()) {
            vehicles.addAll(Collections.nCopies(10 + turns.size() / 10, loop(plant)));
        }
        List<Job> jobs = problem.visits().stream()
                .map(visit ->
                        new Job(visit.place(), 0, problem.shiftSeconds(), visit.serviceSeconds(), visit.grams(), 0, 0))
                .toList();
        Plan plan = RoutePlanner.plan(
                new RoutingProblem(with(problem.seconds(), false), with(problem.metres(), true), jobs, vehicles),
                new Plan(running, List.of(), 0),
                budget,
                random);
        return new TurnPlan(shifts(plan, days), plan.unplanned());
    }

    // ---- the start

    /// Loops at the plant nearest to each visit.
    private List<Turn> savings() {
        Map<Integer, List<Integer>> ofPlant = new HashMap<>();
        for (int visit = 0; visit < problem.visits().size(); visit++) {
            int plant = problem.nearest(
                    problem.plants(), problem.visits().get(visit).place());
            ofPlant.computeIfAbsent(plant, _ -> new ArrayList<>()).add(visit);
        }
        List<Turn> turns = new ArrayList<>();
        for (int plant : problem.plants()) {
            new Savings(problem, plant, longestLoop(plant), ofPlant.getOrDefault(plant, List.of()))
                    .turns()
                    .forEach(visits -> turns.add(new Turn(visits, plant)));
        }
        return turns;
    }

    /// Takes out of the loops those that are better as first and last turns of days.
    private List<Day> days(List<Turn> loops) {
        List<Day> days = new ArrayList<>();
        for (int plant : problem.plants()) {
            int depot = problem.nearest(problem.depots(), plant);
            if (problem.metres()[depot][plant] + problem.metres()[plant][depot] == 0) {
                continue;
            }
            long seconds = loops.stream()
                    .filter(turn -> turn.plant() == plant)
                    .mapToLong(turn -> problem.seconds(plant, turn.visits(), plant))
                    .sum();
            int most = (int) Math.ceil(seconds / (FILLED * problem.shiftSeconds()));
            for (int number = 0; number < most; number++) {
                Opening best = null;
                for (int from : problem.depots()) {
                    for (int to : problem.plants()) {
                        Opening opening = opening(new Kind(from, plant, to), loops);
                        if (opening != null && (best == null || opening.cost < best.cost)) {
                            best = opening;
                        }
                    }
                }
                if (best == null) {
                    break;
                }
                days.add(open(best));
                loops.remove(best.first.loop);
                if (best.last != null) {
                    loops.remove(best.last.loop);
                }
            }
        }
        return days;
    }

    private record Moved(Turn loop, List<Integer> visits, long cost) {}

    private record Opening(Kind kind, Moved first, @Nullable Moved last, long cost) {}

    private @Nullable Opening opening(Kind kind, List<Turn> loops) {
        long home = problem.metres()[kind.last][kind.depot];
        Moved first = moved(kind.depot, kind.plant, longestFirst(kind), loops, null);
        if (first == null) {
            return null;
        }
        if (kind.last == kind.plant) {
            return new Opening(kind, first, null, first.cost + home);
        }
        Moved last = moved(kind.plant, kind.last, longestFirst(kind), loops, first.loop);
        return last == null ? null : new Opening(kind, first, last, first.cost + last.cost + home);
    }

    /// The loop that costs least, against what it costs as a loop, when it is driven from here to there.
    private @Nullable Moved moved(int from, int to, int longest, List<Turn> loops, @Nullable Turn taken) {
        Moved best = null;
        for (Turn loop : loops) {
            if (loop.equals(taken)) {
                continue;
            }
            long before = problem.metres(loop.plant(), loop.visits(), loop.plant());
            for (List<Integer> visits : List.of(loop.visits(), loop.visits().reversed())) {
                long cost = problem.metres(from, visits, to) - before;
                if ((best == null || cost < best.cost) && problem.seconds(from, visits, to) <= longest) {
                    best = new Moved(loop, visits, cost);
                }
            }
        }
        return best;
    }

    private Day open(Opening opening) {
        Kind kind = opening.kind;
        int first = vehicles.size();
        running.add(new Plan.Route(first, opening.first.visits, 0));
        vehicles.add(vehicle(start(kind.depot, kind.plant), kind.plant, longestFirst(kind)));
        if (opening.last == null) {
            return new Day(kind, first, -1);
        }
        running.add(new Plan.Route(first + 1, opening.last.visits, 0));
        vehicles.add(vehicle(start(kind.plant, kind.last), kind.last, longestFirst(kind)));
        return new Day(kind, first, first + 1);
    }

    // ---- the vehicles of the search

    private Vehicle loop(int plant) {
        return vehicle(plant, plant, longestLoop(plant));
    }

    private Vehicle vehicle(int start, int end, int longest) {
        return new Vehicle(start, end, problem.unloadingSeconds(), longest, problem.grams(), 0, 0);
    }

    /// A loop must fit into a day of its own.
    private int longestLoop(int plant) {
        int depot = problem.nearest(problem.depots(), plant);
        return problem.shiftSeconds() - problem.seconds()[depot][plant] - problem.seconds()[plant][depot];
    }

    /// A first and a last turn must fit into a day together.
    private int longestFirst(Kind kind) {
        int home = problem.seconds()[kind.last][kind.depot];
        return kind.last == kind.plant ? problem.shiftSeconds() - home : (problem.shiftSeconds() - home) / 2;
    }

    /// A place that stands for the start of a way which is driven in any case: a turn from here to there costs only
    /// what it is longer than the way.
    private int start(int from, int to) {
        return startOf.computeIfAbsent(List.of(from, to), _ -> {
            int direct = problem.metres()[from][to];
            starts.add(from);
            rows.add(IntStream.of(problem.metres()[from])
                    .map(metres -> metres - direct)
                    .toArray());
            return problem.metres().length + rows.size() - 1;
        });
    }

    private int[][] with(int[][] table, boolean metres) {
        return Stream.concat(
                        Arrays.stream(table),
                        metres ? rows.stream() : starts.stream().map(start -> table[start]))
                .toArray(int[][]::new);
    }

    // ---- the days

    private final class Roster {
        final Kind kind;
        final List<Turn> turns = new ArrayList<>();
        int left;

        Roster(Kind kind) {
            this.kind = kind;
            this.left = problem.shiftSeconds() - problem.seconds()[kind.last][kind.depot];
        }

        void add(int from, Turn turn) {
            turns.add(turn);
            left -= problem.seconds(from, turn.visits(), turn.plant());
        }
    }

    private List<Shift> shifts(Plan plan, List<Day> days) {
        Map<Integer, List<Integer>> visits = new HashMap<>();
        plan.routes().forEach(route -> visits.put(route.vehicle(), route.jobs()));
        Set<Integer> ends = new HashSet<>();
        days.forEach(day -> Collections.addAll(ends, day.first, day.closing));
        List<Turn> loops = new ArrayList<>();
        plan.routes().stream()
                .filter(route -> !ends.contains(route.vehicle()))
                .forEach(route -> loops.add(
                        new Turn(route.jobs(), vehicles.get(route.vehicle()).end())));
        loops.sort(Comparator.comparingInt((Turn loop) -> problem.seconds(loop.plant(), loop.visits(), loop.plant()))
                .reversed());
        List<Roster> rosters = new ArrayList<>();
        for (Kind kind : days.stream().map(Day::kind).distinct().toList()) {
            rosters.addAll(rosters(kind, days, visits));
        }
        for (Turn loop : loops) {
            put(loop, rosters);
        }
        return rosters.stream()
                .map(roster -> new Shift(
                        roster.kind.depot,
                        startingWell(roster).stream()
                                .filter(turn -> !turn.visits().isEmpty())
                                .toList()))
                .filter(shift -> !shift.turns().isEmpty())
                .toList();
    }

    /// The longest first turn goes with the shortest last one, so that all days are left with much the same.
    private List<Roster> rosters(Kind kind, List<Day> days, Map<Integer, List<Integer>> visits) {
        Comparator<Turn> byLength =
                Comparator.comparingInt(turn -> problem.seconds(kind.plant, turn.visits(), turn.plant()));
        List<Turn> firsts = days.stream()
                .filter(day -> day.kind.equals(kind))
                .map(day -> new Turn(visits.getOrDefault(day.first, List.of()), kind.plant))
                .sorted(byLength)
                .toList();
        List<Turn> lasts = days.stream()
                .filter(day -> day.kind.equals(kind))
                .map(day -> new Turn(visits.getOrDefault(day.closing, List.of()), kind.last))
                .sorted(byLength.reversed())
                .toList();
        List<Roster> rosters = new ArrayList<>();
        for (int day = 0; day < firsts.size(); day++) {
            Roster roster = new Roster(kind);
            roster.add(kind.depot, firsts.get(day));
            if (kind.last != kind.plant) {
                roster.add(kind.plant, lasts.get(day));
            }
            rosters.add(roster);
        }
        return rosters;
    }

    /// Into the day where it leaves least time over, behind its first turn; else into a day more, from the nearest
    /// depot.
    private void put(Turn loop, List<Roster> rosters) {
        int takes = problem.seconds(loop.plant(), loop.visits(), loop.plant());
        Roster best = null;
        for (Roster roster : rosters) {
            if (roster.kind.plant == loop.plant()
                    && roster.left >= takes
                    && (best == null || roster.left < best.left)) {
                best = roster;
            }
        }
        if (best == null) {
            int depot = problem.nearest(problem.depots(), loop.plant());
            best = new Roster(new Kind(depot, loop.plant(), loop.plant()));
            best.left -= problem.seconds()[depot][loop.plant()];
            rosters.add(best);
            best.add(loop.plant(), loop);
            return;
        }
        best.turns.add(1, loop);
        best.left -= takes;
    }

    /// In a day of loops alone, the one begins it that is best driven from the depot.
    private List<Turn> startingWell(Roster roster) {
        Kind kind = roster.kind;
        if (kind.last != kind.plant) {
            return roster.turns;
        }
        List<Turn> best = roster.turns;
        for (int index = 0; index < roster.turns.size(); index++) {
            List<Turn> others = new ArrayList<>(roster.turns);
            Turn loop = others.remove(index);
            for (List<Integer> visits : List.of(loop.visits(), loop.visits().reversed())) {
                List<Turn> turns = new ArrayList<>(List.of(new Turn(visits, kind.plant)));
                turns.addAll(others);
                if (metres(kind, turns) < metres(kind, best) && seconds(kind, turns) <= problem.shiftSeconds()) {
                    best = turns;
                }
            }
        }
        return best;
    }

    private long metres(Kind kind, List<Turn> turns) {
        long sum = 0;
        int at = kind.depot;
        for (Turn turn : turns) {
            sum += problem.metres(at, turn.visits(), turn.plant());
            at = turn.plant();
        }
        return sum;
    }

    private long seconds(Kind kind, List<Turn> turns) {
        long sum = problem.seconds()[kind.last][kind.depot];
        int at = kind.depot;
        for (Turn turn : turns) {
            sum += problem.seconds(at, turn.visits(), turn.plant());
            at = turn.plant();
        }
        return sum;
    }
}
