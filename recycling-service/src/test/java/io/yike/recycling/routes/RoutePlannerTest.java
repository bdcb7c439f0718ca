package io.yike.recycling.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.routes.Plan.Route;
import io.yike.recycling.routes.Plan.Unplanned;
import io.yike.recycling.routes.Plan.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Places stand on a street, 100 m and 100 s apart; the depot is place 0.
class RoutePlannerTest {

    private static final int ALWAYS = 36_000;

    /// 1: `depot – 1 – 2 – 3` there and back.
    @Test
    void drivesDownTheStreetAndBack() {
        Plan plan = plan(List.of(at(3), at(1), at(2)), List.of(truck()));

        assertThat(plan.metres()).isEqualTo(600);
        assertThat(plan.routes()).hasSize(1);
        assertThat(plan.unplanned()).isEmpty();
    }

    /// 2: place 1 opens only when place 3 has closed already.
    @Test
    void comesWhenItMay() {
        Job late = new Job(1, 500, 700, 0, 1, 1, 0);
        Job early = new Job(3, 0, 400, 0, 1, 1, 0);

        Plan plan = plan(List.of(late, early), List.of(truck()));

        assertThat(plan.routes()).containsExactly(new Route(0, List.of(1, 0), 0));
    }

    /// 3: two loads of 6 t and a truck of 8 t, twice.
    @Test
    void carriesNoMoreThanItMay() {
        Plan plan = plan(List.of(heavy(6_000), heavy(6_000)), List.of(truck(), truck()));

        assertThat(plan.routes())
                .hasSize(2)
                .allSatisfy(route -> assertThat(route.jobs()).hasSize(1));
    }

    /// 4: each job that nobody does says why.
    @Test
    void saysWhyNobodyDoesIt() {
        Job fridge = new Job(1, 0, ALWAYS, 0, 1, 1, 2);
        Job tooHeavy = heavy(9_000);
        Job tooEarly = new Job(3, 0, 100, 0, 1, 1, 0);
        Job long1 = new Job(1, 0, ALWAYS, 20_000, 1, 1, 0);
        Job long2 = new Job(1, 0, ALWAYS, 20_000, 1, 1, 0);

        Plan plan = plan(List.of(fridge, tooHeavy, tooEarly, long1, long2), List.of(truck()));

        assertThat(plan.unplanned())
                .contains(
                        new Unplanned(0, Why.SKILLS_MISSING),
                        new Unplanned(1, Why.TOO_LARGE),
                        new Unplanned(2, Why.OUT_OF_REACH));
        assertThat(plan.unplanned().stream().map(Unplanned::why)).contains(Why.NO_TIME_LEFT);
        assertThat(plan.unplanned()).hasSize(4);
    }

    /// 5: only the second crew may carry a fridge.
    @Test
    void sendsWhoKnowsHow() {
        Job fridge = new Job(2, 0, ALWAYS, 0, 1, 1, 2);
        Vehicle licensed = new Vehicle(0, 0, 0, ALWAYS, 8_000, 30_000, 3);

        Plan plan = plan(List.of(fridge), List.of(truck(), licensed));

        assertThat(plan.routes()).containsExactly(new Route(1, List.of(0), 0));
    }

    /// 6: what is promised to a crew stays, even where it is a detour; what is new goes behind it.
    @Test
    void leavesWhatIsPromisedAsItIs() {
        RoutingProblem problem = problem(List.of(at(3), at(1), at(2)), List.of(truck(), truck()));
        Plan running = new Plan(List.of(new Route(1, List.of(0, 1), 2)), List.of(), 0);

        Plan plan = RoutePlanner.plan(problem, running, Budget.ofIterations(2_000), new SplittableRandom(1));

        Route kept = plan.routes().stream()
                .filter(route -> route.vehicle() == 1)
                .findAny()
                .orElseThrow();
        assertThat(kept.jobs().subList(0, 2)).containsExactly(0, 1);
        assertThat(plan.routes().stream().mapToInt(route -> route.jobs().size()).sum())
                .isEqualTo(3);
    }

    /// 9: three loads and room for one: the most urgent is done.
    @Test
    void leavesWhatIsLessUrgent() {
        Plan plan = plan(
                List.of(urgent(2), urgent(10), urgent(5)), List.of(new Vehicle(0, 0, 0, ALWAYS, 1_000, 30_000, 1)));

        assertThat(plan.routes()).containsExactly(new Route(0, List.of(1), 0));
        assertThat(plan.unplanned()).extracting(Unplanned::why).containsOnly(Why.NO_TIME_LEFT);
    }

    private static Job urgent(int urgency) {
        return new Job(3, 0, ALWAYS, 0, 900, 1, 0, urgency);
    }

    /// 10: a break from 500 to 800: what opens at 600 is done at 800, what closes at 700 is done before 500, and the
    /// shift ends so much sooner.
    @Test
    void restsDuringTheBreak() {
        Vehicle rests = new Vehicle(0, 0, 0, 1_500, 8_000, 30_000, 1, 500, 300);
        Job opensInIt = new Job(1, 600, 1_000, 0, 1, 1, 0);
        Job closesInIt = new Job(1, 0, 700, 0, 1, 1, 0);
        Job long1 = new Job(1, 0, ALWAYS, 1_001, 1, 1, 0);

        assertThat(plan(List.of(opensInIt), List.of(rests)).routes()).hasSize(1);
        assertThat(rests.timeOfDay(rests.begins(opensInIt, 100))).isEqualTo(800);
        assertThat(plan(List.of(closesInIt), List.of(rests)).routes()).hasSize(1);
        assertThat(rests.closes(700)).isEqualTo(499);
        assertThat(plan(List.of(long1), List.of(rests)).unplanned())
                .containsExactly(new Unplanned(0, Why.OUT_OF_REACH));
        assertThat(plan(List.of(long1), List.of(new Vehicle(0, 0, 0, 1_500, 8_000, 30_000, 1)))
                        .unplanned())
                .isEmpty();
    }

    /// 7: nothing to do, or nobody to do it.
    @Test
    void plansAnEmptyCity() {
        assertThat(plan(List.of(), List.of(truck())).routes()).isEmpty();
        assertThat(plan(List.of(at(1)), List.of()).unplanned()).containsExactly(new Unplanned(0, Why.SKILLS_MISSING));
    }

    /// 8: random cities; every plan is driven by the rules, and the same seed gives the same plan.
    @Test
    void everyPlanCanBeDriven() {
        for (int seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Job> jobs = IntStream.range(0, 60)
                    .mapToObj(_ -> {
                        int opens = random.nextInt(20_000);
                        return new Job(
                                1 + random.nextInt(40),
                                opens,
                                opens + random.nextInt(8_000),
                                random.nextInt(900),
                                random.nextInt(3_000),
                                random.nextInt(4_000),
                                random.nextInt(10) == 0 ? 2 : 0);
                    })
                    .toList();
            Vehicle licensed = new Vehicle(5, 9, 0, 30_000, 6_000, 12_000, 3);
            RoutingProblem problem = problem(jobs, List.of(truck(), truck(), licensed));

            Plan plan = RoutePlanner.plan(problem, Plan.NONE, Budget.ofIterations(3_000), new SplittableRandom(seed));

            drive(problem, plan);
            assertThat(RoutePlanner.plan(problem, Plan.NONE, Budget.ofIterations(3_000), new SplittableRandom(seed)))
                    .isEqualTo(plan);
        }
    }

    private static void drive(RoutingProblem problem, Plan plan) {
        List<Integer> done = new ArrayList<>();
        long metres = 0;
        for (Route route : plan.routes()) {
            Vehicle vehicle = problem.vehicles().get(route.vehicle());
            int place = vehicle.start();
            int time = vehicle.shiftStart();
            int grams = 0;
            int litres = 0;
            for (int index : route.jobs()) {
                Job job = problem.jobs().get(index);
                metres += problem.metres()[place][job.place()];
                time = Math.max(job.opens(), time + problem.seconds()[place][job.place()]);
                assertThat(time).isLessThanOrEqualTo(job.closes());
                assertThat(vehicle.skills() & job.skills()).isEqualTo(job.skills());
                time += job.serviceSeconds();
                grams += job.grams();
                litres += job.litres();
                place = job.place();
                done.add(index);
            }
            metres += problem.metres()[place][vehicle.end()];
            assertThat(time + problem.seconds()[place][vehicle.end()]).isLessThanOrEqualTo(vehicle.shiftEnd());
            assertThat(grams).isLessThanOrEqualTo(vehicle.grams());
            assertThat(litres).isLessThanOrEqualTo(vehicle.litres());
        }
        assertThat(metres).isEqualTo(plan.metres());
        assertThat(Stream.concat(done.stream(), plan.unplanned().stream().map(Unplanned::job)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, problem.jobs().size()).boxed().toList());
    }

    private static Plan plan(List<Job> jobs, List<Vehicle> vehicles) {
        return RoutePlanner.plan(
                problem(jobs, vehicles), Plan.NONE, Budget.ofIterations(2_000), new SplittableRandom(1));
    }

    private static RoutingProblem problem(List<Job> jobs, List<Vehicle> vehicles) {
        int[][] street = street();
        return new RoutingProblem(street, street, jobs, vehicles);
    }

    static int[][] street() {
        int[][] street = new int[50][50];
        for (int from = 0; from < 50; from++) {
            for (int to = 0; to < 50; to++) {
                street[from][to] = 100 * Math.abs(from - to);
            }
        }
        return street;
    }

    private static Job at(int place) {
        return new Job(place, 0, ALWAYS, 0, 1, 1, 0);
    }

    private static Job heavy(int kilograms) {
        return new Job(1, 0, ALWAYS, 0, kilograms, 1, 0);
    }

    private static Vehicle truck() {
        return new Vehicle(0, 0, 0, ALWAYS, 8_000, 30_000, 1);
    }
}
