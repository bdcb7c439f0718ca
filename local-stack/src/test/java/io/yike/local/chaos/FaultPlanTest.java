package io.yike.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.chaos.FaultPlan.Pair;
import io.yike.local.chaos.FaultPlan.Planned;
import io.yike.local.chaos.FaultPlan.Targets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

    private static final Duration LONG = Duration.ofMinutes(20);

    @Test
    void followsFromItsSeed() {
        assertThat(FaultPlan.of(7, LONG, targets(1))).isEqualTo(FaultPlan.of(7, LONG, targets(1)));
        assertThat(FaultPlan.of(7, LONG, targets(1))).isNotEqualTo(FaultPlan.of(8, LONG, targets(1)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void killsEachServiceAgainWithinTwoMinutes(long seed) {
        var kills = kills(FaultPlan.of(seed, LONG, targets(2)));

        assertThat(kills.keySet())
                .contains("order-service", "store-service", "dispatch-service", "gateway", "identity-service");
        kills.forEach((service, times) -> {
            if (service.endsWith("service") || service.equals("gateway")) {
                assertThat(longestGap(times)).as(service).isLessThanOrEqualTo(Duration.ofMinutes(2));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void killsEverythingOnceInAMinute(long seed) {
        var plan = FaultPlan.of(seed, Duration.ofMinutes(1), targets(1));

        assertThat(kills(plan).keySet())
                .containsExactlyInAnyOrder(
                        "order-service",
                        "store-service",
                        "dispatch-service",
                        "identity-service",
                        "gateway",
                        "postgresql",
                        "redis",
                        "rabbitmq");
        assertThat(plan.faults()).allMatch(planned -> planned.after().compareTo(Duration.ofSeconds(57)) <= 0);
    }

    @Test
    void strikesInTheOrderOfTime() {
        var faults = FaultPlan.of(3, LONG, targets(2)).faults();

        assertThat(faults).isSortedAccordingTo((a, b) -> a.after().compareTo(b.after()));
    }

    @Test
    void knowsEveryDamageAndEveryMoment() {
        var faults = FaultPlan.of(3, LONG, targets(1)).faults().stream()
                .map(Planned::fault)
                .toList();

        assertThat(faults)
                .filteredOn(Fault.Break.class::isInstance)
                .extracting(fault -> ((Fault.Break) fault).damage())
                .contains(Damage.values());
        assertThat(faults)
                .filteredOn(Fault.Kill.class::isInstance)
                .extracting(fault -> ((Fault.Kill) fault).moment())
                .contains(Moment.values());
        assertThat(faults).hasAtLeastOneElementOfType(Fault.Stop.class);
    }

    @Test
    void waitsForNoMomentThatItsConnectionsCannotShow() {
        var faults = FaultPlan.of(3, LONG, targets(1)).faults();

        assertThat(faults)
                .filteredOn(planned -> planned.fault() instanceof Fault.Kill kill
                        && kill.part().equals("gateway"))
                .extracting(planned -> ((Fault.Kill) planned.fault()).moment())
                .isNotEmpty()
                .containsAnyOf(Moment.ANY, Moment.ANSWERED)
                .doesNotContain(Moment.COMMITTED, Moment.CONFIRMED, Moment.ACKNOWLEDGED);
    }

    @Test
    void takesTheBrokerAwayForMinutesAndEmptiesRedis() {
        assertThat(FaultPlan.of(3, LONG, targets(1)).faults())
                .extracting(Planned::fault)
                .contains(
                        new Fault.Away("broker", false, Duration.ofMinutes(2)),
                        new Fault.Away("redis", true, Duration.ofSeconds(45)));
    }

    @Test
    void leavesTimeToCatchUpWithWhatWaited() {
        assertThat(FaultPlan.withoutBroker(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(7_500));
        assertThat(FaultPlan.withoutBroker(Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(1));
        assertThat(FaultPlan.withoutBroker(LONG)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void stopsOneOfTwoInstancesForGood() {
        assertThat(retired(FaultPlan.of(3, LONG, targets(1)))).isEmpty();
        assertThat(retired(FaultPlan.of(3, LONG, targets(2))))
                .singleElement()
                .satisfies(part -> assertThat(part).endsWith("-2"));
    }

    private static List<String> retired(FaultPlan plan) {
        return plan.faults().stream()
                .map(Planned::fault)
                .filter(Fault.Retire.class::isInstance)
                .map(fault -> ((Fault.Retire) fault).part())
                .toList();
    }

    /// When each service or engine is killed or stopped, whichever instance is met.
    private static Map<String, List<Duration>> kills(FaultPlan plan) {
        return plan.faults().stream()
                .filter(planned -> planned.fault() instanceof Fault.Kill || planned.fault() instanceof Fault.Stop)
                .collect(Collectors.groupingBy(
                        planned -> part(planned.fault()).replaceFirst("-2$", ""),
                        TreeMap::new,
                        Collectors.mapping(Planned::after, Collectors.toList())));
    }

    private static String part(Fault fault) {
        return fault instanceof Fault.Kill kill ? kill.part() : ((Fault.Stop) fault).part();
    }

    private static Duration longestGap(List<Duration> times) {
        var edges = new ArrayList<Duration>();
        edges.add(Duration.ZERO);
        edges.addAll(times);
        edges.add(LONG);
        var longest = Duration.ZERO;
        for (int i = 1; i < edges.size(); i++) {
            var gap = edges.get(i).minus(edges.get(i - 1));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    private static Targets targets(int instances) {
        var services = new TreeMap<String, List<String>>();
        var connections = new ArrayList<Pair>();
        for (var service :
                List.of("order-service", "store-service", "dispatch-service", "identity-service", "gateway")) {
            services.put(service, instances == 1 ? List.of(service) : List.of(service, service + "-2"));
            for (var instance : services.get(service)) {
                connections.add(new Pair(service.equals("gateway") ? Links.CLIENTS : "gateway", instance));
                if (!service.equals("gateway")) {
                    connections.add(new Pair(instance, "postgresql"));
                }
                if (!service.equals("gateway") && !service.equals("identity-service")) {
                    connections.add(new Pair(instance, "broker"));
                }
            }
        }
        return new Targets(services, List.of("postgresql", "redis", "rabbitmq"), connections);
    }
}
