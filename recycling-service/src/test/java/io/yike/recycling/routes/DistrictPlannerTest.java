package io.yike.recycling.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.routes.Plan.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A city of random places, 20 km across, driven at 10 m/s; vehicles begin at eight depots.
class DistrictPlannerTest {

    private static final int JOBS = 420;
    private static final int VEHICLES = 16;
    private static final int DEPOTS = 8;
    private static final int SHIFT = 36_000;

    private final RoutingProblem city = city(1);

    /// 1: every district's plan can be driven, and together they do each job once.
    @Test
    void plansDistrictByDistrictWhatCanBeDriven() {
        Plan plan = plan(Plan.NONE, 12_000);

        drive(plan);
        assertThat(plan.unplanned()).isEmpty();
        assertThat(plan(Plan.NONE, 12_000)).isEqualTo(plan);
    }

    /// 2: what is promised to a crew stays first on its route, whichever district that is in.
    @Test
    void leavesWhatIsPromisedAsItIs() {
        Plan running = new Plan(
                IntStream.range(0, VEHICLES)
                        .mapToObj(vehicle -> new Route(vehicle, List.of(vehicle * 20, vehicle * 20 + 1), 1))
                        .toList(),
                List.of(),
                0);

        Plan plan = plan(running, 12_000);

        drive(plan);
        assertThat(plan.routes()).hasSize(VEHICLES).allSatisfy(route -> {
            assertThat(route.fixed()).isEqualTo(1);
            assertThat(route.jobs().getFirst()).isEqualTo(route.vehicle() * 20);
        });
    }

    /// 3: a plan that is driven already is where the search begins: without any search it stays, and what is
    /// new is put into it.
    @Test
    void beginsWithThePlanThatIsDriven() {
        Plan found = plan(Plan.NONE, 12_000);
        Plan without = new Plan(
                found.routes().stream()
                        .map(route -> new Route(
                                route.vehicle(),
                                route.jobs().stream().filter(job -> job != 7).toList(),
                                0))
                        .toList(),
                List.of(),
                0);

        Plan plan = DistrictPlanner.plan(city, without, _ -> 1, new SplittableRandom(1));

        drive(plan);
        for (Route route : plan.routes()) {
            List<Integer> others = route.jobs().stream().filter(job -> job != 7).toList();
            assertThat(without.routes()).anySatisfy(before -> {
                assertThat(before.vehicle()).isEqualTo(route.vehicle());
                assertThat(before.jobs()).isEqualTo(others);
            });
        }
        assertThat(plan.metres()).isLessThan(plan(Plan.NONE, 1).metres());
    }

    /// 4: of a running plan that cannot be driven any more, what cannot is planned anew.
    @Test
    void plansAnewWhatIsTooLateByNow() {
        Plan everythingOnOne =
                new Plan(List.of(new Route(0, IntStream.range(0, JOBS).boxed().toList(), 0)), List.of(), 0);

        Plan plan = plan(everythingOnOne, 12_000);

        drive(plan);
        assertThat(plan.unplanned()).isEmpty();
        assertThat(plan.routes()).hasSizeGreaterThan(1);
    }

    private Plan plan(Plan running, int iterations) {
        return DistrictPlanner.plan(city, running, Budget.ofIterations(iterations), new SplittableRandom(1));
    }

    private static RoutingProblem city(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int places = DEPOTS + JOBS;
        double[] x = random.doubles(places, 0, 20_000).toArray();
        double[] y = random.doubles(places, 0, 20_000).toArray();
        int[][] metres = new int[places][places];
        int[][] seconds = new int[places][places];
        for (int from = 0; from < places; from++) {
            for (int to = 0; to < places; to++) {
                metres[from][to] = (int) Math.hypot(x[from] - x[to], y[from] - y[to]);
                seconds[from][to] = metres[from][to] / 10;
            }
        }
        List<Job> jobs = IntStream.range(0, JOBS)
                .mapToObj(job -> {
                    int opens = random.nextInt(4) == 0 ? random.nextInt(20_000) : 0;
                    return new Job(
                            DEPOTS + job,
                            opens,
                            opens == 0 ? SHIFT : opens + 10_000,
                            300,
                            50 + random.nextInt(100),
                            500,
                            0);
                })
                .toList();
        List<Vehicle> vehicles = IntStream.range(0, VEHICLES)
                .mapToObj(vehicle -> new Vehicle(vehicle % DEPOTS, vehicle % DEPOTS, 0, SHIFT, 5_000, 30_000, 1))
                .toList();
        return new RoutingProblem(seconds, metres, jobs, vehicles);
    }

    private void drive(Plan plan) {
        List<Integer> done = new ArrayList<>();
        long metres = 0;
        for (Route route : plan.routes()) {
            Vehicle vehicle = city.vehicles().get(route.vehicle());
            int place = vehicle.start();
            int time = vehicle.shiftStart();
            long grams = 0;
            for (int position = 0; position < route.jobs().size(); position++) {
                int index = route.jobs().get(position);
                Job job = city.jobs().get(index);
                metres += city.metres()[place][job.place()];
                time = Math.max(job.opens(), time + city.seconds()[place][job.place()]);
                if (position >= route.fixed()) {
                    assertThat(time).isLessThanOrEqualTo(job.closes());
                }
                time += job.serviceSeconds();
                grams += job.grams();
                place = job.place();
                done.add(index);
            }
            metres += city.metres()[place][vehicle.end()];
            assertThat(time + city.seconds()[place][vehicle.end()]).isLessThanOrEqualTo(vehicle.shiftEnd());
            assertThat(grams).isLessThanOrEqualTo(vehicle.grams());
        }
        assertThat(metres).isEqualTo(plan.metres());
        assertThat(Stream.concat(done.stream(), plan.unplanned().stream().map(Plan.Unplanned::job)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, JOBS).boxed().toList());
    }
}
