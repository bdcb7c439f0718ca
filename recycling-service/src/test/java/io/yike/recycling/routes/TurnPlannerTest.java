package io.yike.recycling.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.yike.recycling.routes.Plan.Unplanned;
import io.yike.recycling.routes.Plan.Why;
import io.yike.recycling.routes.TurnPlan.Shift;
import io.yike.recycling.routes.TurnPlan.Turn;
import io.yike.recycling.routes.TurnProblem.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Places stand on a street, 100 m and 100 s apart; a truck carries 10.
class TurnPlannerTest {

    private static final int SHIFT = 36_000;

    /// 1: `depot – 1 – 2 – plant at 3`: down the street, unloaded, and home.
    @Test
    void unloadsBeforeItComesHome() {
        TurnPlan plan = plan(List.of(at(2), at(1)), List.of(0), List.of(3));

        assertThat(plan.shifts()).containsExactly(new Shift(0, List.of(new Turn(List.of(1, 0), 3))));
        assertThat(plan.unplanned()).isEmpty();
    }

    /// 2: three loads of 6 are three turns, and one day.
    @Test
    void turnsAsOftenAsTheShiftAllows() {
        TurnPlan plan = plan(List.of(load(6), load(6), load(6)), List.of(0), List.of(3));

        assertThat(plan.shifts()).hasSize(1);
        assertThat(plan.shifts().getFirst().turns()).hasSize(3);
    }

    /// 3: `plant at 0 = depot – 5 … 15 – plant at 20`: what stands in between is fetched on the way from one plant to
    /// the other, and what stands behind the far plant from there.
    @Test
    void crossesTheCityWithSomethingAboard() {
        List<Visit> visits =
                List.of(new Visit(10, 0, 10), new Visit(10, 0, 10), new Visit(30, 0, 10), new Visit(30, 0, 10));

        TurnPlan plan = plan(visits, List.of(0), List.of(0, 20));

        assertThat(plan.shifts()).singleElement().satisfies(shift -> {
            assertThat(shift.turns().getFirst().visits()).isSubsetOf(0, 1);
            assertThat(shift.turns().getLast().visits()).isSubsetOf(0, 1);
        });
        assertThat(metres(problem(visits, List.of(0), List.of(0, 20)), plan)).isEqualTo(4_000 + 2 * 2_000);
    }

    /// 4: what nobody can fetch says why, and the rest is fetched.
    @Test
    void saysWhyNobodyFetchesIt() {
        Visit far = new Visit(49, SHIFT, 1);

        TurnPlan plan = plan(List.of(at(1), load(11), far), List.of(0), List.of(3));

        assertThat(plan.unplanned())
                .containsExactly(new Unplanned(1, Why.TOO_LARGE), new Unplanned(2, Why.OUT_OF_REACH));
        assertThat(plan.shifts()).hasSize(1);
    }

    /// 5: a city without bins; a city without a plant.
    @Test
    void plansAnEmptyCity() {
        assertThat(plan(List.of(), List.of(0), List.of(3)).shifts()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> plan(List.of(at(1)), List.of(0), List.of()));
    }

    /// 6: random cities, small, and so large that a visit is looked at beside its nearest only; every plan is driven by
    /// the rules, and the same seed gives the same plan.
    @Test
    void everyPlanCanBeDriven() {
        for (int seed : new int[] {1, 4, 7, 10, 11}) {
            SplittableRandom random = new SplittableRandom(seed);
            int count = seed <= 10 ? 5 + 12 * seed : 500;
            List<Visit> visits = IntStream.range(0, count)
                    .mapToObj(_ -> new Visit(random.nextInt(50), random.nextInt(2_000), random.nextInt(11)))
                    .toList();
            TurnProblem problem = problem(visits, List.of(7, 30), List.of(2, 24, 48));

            TurnPlan plan = TurnPlanner.plan(problem, Budget.ofIterations(3_000), new SplittableRandom(seed));

            drive(problem, plan);
            assertThat(TurnPlanner.plan(problem, Budget.ofIterations(3_000), new SplittableRandom(seed)))
                    .isEqualTo(plan);
        }
    }

    private static void drive(TurnProblem problem, TurnPlan plan) {
        List<Integer> fetched = new ArrayList<>();
        for (Shift shift : plan.shifts()) {
            assertThat(problem.depots()).contains(shift.depot());
            int at = shift.depot();
            int clock = 0;
            for (Turn turn : shift.turns()) {
                assertThat(problem.plants()).contains(turn.plant());
                int grams = 0;
                for (int index : turn.visits()) {
                    Visit visit = problem.visits().get(index);
                    clock += problem.seconds()[at][visit.place()] + visit.serviceSeconds();
                    grams += visit.grams();
                    at = visit.place();
                    fetched.add(index);
                }
                assertThat(grams).isLessThanOrEqualTo(problem.grams());
                clock += problem.seconds()[at][turn.plant()] + problem.unloadingSeconds();
                at = turn.plant();
            }
            assertThat(clock + problem.seconds()[at][shift.depot()]).isLessThanOrEqualTo(problem.shiftSeconds());
        }
        assertThat(Stream.concat(fetched.stream(), plan.unplanned().stream().map(Unplanned::job)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, problem.visits().size()).boxed().toList());
    }

    private static long metres(TurnProblem problem, TurnPlan plan) {
        long sum = 0;
        for (Shift shift : plan.shifts()) {
            int at = shift.depot();
            for (Turn turn : shift.turns()) {
                sum += problem.metres(at, turn.visits(), turn.plant());
                at = turn.plant();
            }
            sum += problem.metres()[at][shift.depot()];
        }
        return sum;
    }

    private static TurnPlan plan(List<Visit> visits, List<Integer> depots, List<Integer> plants) {
        return TurnPlanner.plan(problem(visits, depots, plants), Budget.ofIterations(2_000), new SplittableRandom(1));
    }

    private static TurnProblem problem(List<Visit> visits, List<Integer> depots, List<Integer> plants) {
        int[][] street = RoutePlannerTest.street();
        return new TurnProblem(street, street, visits, depots, plants, SHIFT, 600, 10);
    }

    private static Visit at(int place) {
        return new Visit(place, 0, 1);
    }

    private static Visit load(int grams) {
        return new Visit(1, 0, grams);
    }
}
