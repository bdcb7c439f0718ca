package io.yike.local.chaos;

import io.yike.local.city.district.Dice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which faults strike when, as it follows from a seed.
///
/// Each service is killed again within two minutes, each engine within three; connections go bad every few seconds.
record FaultPlan(List<Planned> faults) {

    private static final Duration QUIET_AT_FIRST = Duration.ofSeconds(5);
    private static final Duration QUIET_AT_LAST = Duration.ofSeconds(3);
    private static final int SOONEST_AGAIN = 90;
    private static final int LATEST_AGAIN = 118;
    private static final int SOONEST_ENGINE = 90;
    private static final int LATEST_ENGINE = 175;
    private static final Duration LONG_RUN = Duration.ofMinutes(4);
    private static final Duration LONGEST_WITHOUT_BROKER = Duration.ofMinutes(2);

    FaultPlan {
        faults = faults.stream().sorted(Comparator.comparing(Planned::after)).toList();
    }

    /// A fault and when it strikes.
    ///
    /// @param after the start of the rush
    record Planned(Duration after, Fault fault) {}

    /// What there is to break.
    ///
    /// @param services the names of each service's instances
    /// @param engines that run here, e.g. `postgresql`, `redis`, `rabbitmq`
    /// @param connections who reaches whom
    record Targets(Map<String, List<String>> services, List<String> engines, List<Pair> connections) {

        /// The same parts of the same stack are met in the same order.
        Targets {
            connections = connections.stream()
                    .sorted(Comparator.comparing(Pair::from).thenComparing(Pair::to))
                    .toList();
        }
    }

    record Pair(String from, String to) {}

    static FaultPlan of(long seed, Duration time, Targets targets) {
        var faults = new ArrayList<Planned>();
        targets.services().forEach((service, instances) -> {
            var dice = Dice.of(seed, "kills of " + service);
            again(dice, time, SOONEST_AGAIN, LATEST_AGAIN, (after, _) -> {
                var instance = dice.oneOf(instances);
                faults.add(new Planned(after, new Fault.Kill(instance, moment(dice, instance, targets))));
            });
        });
        for (var engine : targets.engines()) {
            var dice = Dice.of(seed, "restarts of " + engine);
            again(
                    dice,
                    time,
                    SOONEST_ENGINE,
                    LATEST_ENGINE,
                    (after, count) -> faults.add(new Planned(
                            after, count % 3 == 2 ? new Fault.Stop(engine) : new Fault.Kill(engine, Moment.ANY))));
        }
        breaks(Dice.of(seed, "connections"), time, targets, faults);
        absences(time, faults);
        retirement(Dice.of(seed, "retirement"), time, targets).ifPresent(faults::add);
        return new FaultPlan(faults);
    }

    /// How many processes it kills without warning.
    long kills() {
        return faults.stream()
                .filter(planned -> planned.fault() instanceof Fault.Kill)
                .count();
    }

    private static void again(Dice dice, Duration time, int soonest, int latest, Strike strike) {
        var last = time.minus(QUIET_AT_LAST);
        int first = Math.toIntExact(Math.min(soonest, Math.max(6, last.toSeconds() * 2 / 3)));
        var after = QUIET_AT_FIRST.plusMillis(dice.between(0, 1_000 * first - 5_000));
        for (int count = 0; after.compareTo(last) < 0; count++) {
            strike.at(after, count);
            after = after.plusMillis(dice.between(1_000 * soonest, 1_000 * latest));
        }
    }

    /// Of the moments that can be caught on the connections which the instance has.
    private static Moment moment(Dice dice, String instance, Targets targets) {
        var moments = new ArrayList<>(List.of(Moment.ANY));
        if (has(targets, instance, "postgresql")) {
            moments.add(Moment.COMMITTED);
        }
        if (has(targets, instance, "broker")) {
            moments.add(Moment.CONFIRMED);
            moments.add(Moment.ACKNOWLEDGED);
        }
        if (targets.connections().stream().anyMatch(pair -> pair.to().equals(instance))) {
            moments.add(Moment.ANSWERED);
        }
        return dice.oneOf(moments);
    }

    private static boolean has(Targets targets, String from, String to) {
        return targets.connections().contains(new Pair(from, to));
    }

    private static void breaks(Dice dice, Duration time, Targets targets, List<Planned> faults) {
        if (targets.connections().isEmpty()) {
            return;
        }
        var last = time.minus(QUIET_AT_LAST);
        var after = QUIET_AT_FIRST.plusMillis(dice.between(0, 5_000));
        while (after.compareTo(last) < 0) {
            var pair = dice.oneOf(targets.connections());
            var damage = dice.oneOf(List.of(Damage.values()));
            var lasting = Duration.ofMillis(dice.between(500, damage == Damage.LATENCY ? 12_000 : 6_000));
            faults.add(new Planned(after, new Fault.Break(pair.from(), pair.to(), damage, lasting)));
            after = after.plusMillis(dice.between(3_000, 9_000));
        }
    }

    /// The broker is away for minutes in a long run, Redis for less, and comes back empty.
    private static void absences(Duration time, List<Planned> faults) {
        boolean isLong = time.compareTo(LONG_RUN) >= 0;
        faults.add(new Planned(time.dividedBy(3), new Fault.Away("broker", false, withoutBroker(time))));
        faults.add(new Planned(
                time.multipliedBy(3).dividedBy(4),
                new Fault.Away("redis", true, isLong ? Duration.ofSeconds(45) : time.dividedBy(10))));
    }

    /// What waits meanwhile is to be caught up with in the same run.
    static Duration withoutBroker(Duration time) {
        var away = time.dividedBy(time.compareTo(LONG_RUN) >= 0 ? 5 : 8);
        return away.compareTo(LONGEST_WITHOUT_BROKER) > 0 ? LONGEST_WITHOUT_BROKER : away;
    }

    /// One instance of a service that has another. Not the first of those that all others ask by one address.
    private static Optional<Planned> retirement(Dice dice, Duration time, Targets targets) {
        var candidates = targets.services().values().stream()
                .filter(instances -> instances.size() > 1)
                .map(List::getLast)
                .sorted()
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Planned(time.multipliedBy(11).dividedBy(20), new Fault.Retire(dice.oneOf(candidates))));
    }

    private interface Strike {
        void at(Duration after, int count);
    }
}
