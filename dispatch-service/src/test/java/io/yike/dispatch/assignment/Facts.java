package io.yike.dispatch.assignment;

import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.Stop;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Situations for tests, in minutes. The situations of [#of] know the ways to the pickups and the rides only; on a
/// [#street] every place has its minute, and ways are the differences.
final class Facts {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Facts() {}

    record Bag(UUID id, int readyAt, int promiseAt, int ride, Set<UUID> refusedBy) {}

    record Rider(UUID id, int freeAt, boolean askable) {}

    static Situation of(List<Bag> bags, List<Rider> riders, Map<UUID, Map<UUID, Duration>> approach) {
        Map<List<Integer>, Long> ways = new HashMap<>();
        List<WaitingDelivery> deliveries = new ArrayList<>();
        List<AvailableCourier> couriers = new ArrayList<>();
        Map<UUID, Integer> pickups = new HashMap<>();
        int places = 0;
        for (Bag bag : bags) {
            int pickup = places++;
            int dropoff = places++;
            pickups.put(bag.id(), pickup);
            ways.put(List.of(pickup, dropoff), minutes(bag.ride()).toMillis());
            deliveries.add(new WaitingDelivery(
                    bag.id(), pickup, dropoff, at(bag.readyAt()), at(bag.promiseAt()), bag.refusedBy()));
        }
        for (Rider rider : riders) {
            int place = places++;
            approach.getOrDefault(rider.id(), Map.of()).forEach((delivery, way) -> {
                Integer pickup = pickups.get(delivery);
                if (pickup != null) {
                    ways.put(List.of(place, pickup), way.toMillis());
                }
            });
            couriers.add(new AvailableCourier(rider.id(), place, at(rider.freeAt()), rider.askable(), 1, List.of()));
        }
        return new Situation(NOW, deliveries, couriers, (from, to) -> ways.getOrDefault(List.of(from, to), Ways.NONE));
    }

    static Situation street(List<WaitingDelivery> deliveries, List<AvailableCourier> couriers) {
        return new Situation(NOW, deliveries, couriers, Facts::along);
    }

    static long along(int from, int to) {
        return minutes(Math.abs(to - from)).toMillis();
    }

    static WaitingDelivery bag(UUID id, int pickup, int dropoff, int readyAt, int promiseAt) {
        return new WaitingDelivery(id, pickup, dropoff, at(readyAt), at(promiseAt), Set.of());
    }

    static AvailableCourier idle(UUID id, int place, int room) {
        return new AvailableCourier(id, place, NOW, true, room, List.of());
    }

    static AvailableCourier riding(UUID id, int place, int room, Stop... trip) {
        return new AvailableCourier(id, place, NOW, true, room, List.of(trip));
    }

    static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    static Instant at(int minute) {
        return NOW.plus(minutes(minute));
    }
}
