package io.yike.dispatch.trips;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.FreshPositions;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.trips.domain.Trip;
import io.yike.dispatch.trips.domain.TripStep;
import io.yike.dispatch.trips.domain.TripStop;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Says what a courier has before them, and when they are expected there from where they are.
@Component
public class ReadTrip {

    private final Deliveries deliveries;
    private final FreshPositions positions;
    private final TravelTimes travelTimes;
    private final DispatchSettings settings;
    private final Clock clock;

    ReadTrip(
            Deliveries deliveries,
            FreshPositions positions,
            TravelTimes travelTimes,
            DispatchSettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.positions = positions;
        this.travelTimes = travelTimes;
        this.settings = settings;
        this.clock = clock;
    }

    /// A stop, and when the courier is expected at it.
    public record TimedStop(TripStop stop, Instant arrival) {}

    /// In the order of the trip; without times, so nobody is asked for ways.
    public Trip steps(UUID courierId) {
        return Trip.of(
                deliveries.listOpenOf(courierId),
                clock.instant(),
                settings.bundling().waitsForBag());
    }

    /// A courier of whom nothing was heard lately is expected as if they were at their first stop.
    public List<TimedStop> stops(UUID courierId) {
        List<TripStop> stops = steps(courierId).stops();
        if (stops.isEmpty()) {
            return List.of();
        }
        List<Coordinate> from = new ArrayList<>();
        from.add(Optional.ofNullable(positions.of(List.of(courierId)).get(courierId))
                .map(Position::point)
                .orElse(stops.getFirst().place()));
        stops.stream().limit(stops.size() - 1L).map(TripStop::place).forEach(from::add);
        List<TravelTime> ways =
                travelTimes.pairs(from, stops.stream().map(TripStop::place).toList(), Mode.RIDING);
        List<TimedStop> timed = new ArrayList<>();
        Instant left = clock.instant();
        for (int i = 0; i < stops.size(); i++) {
            Instant arrival = left.plus(ways.get(i).duration());
            timed.add(new TimedStop(stops.get(i), arrival));
            left = leaving(stops.get(i), arrival);
        }
        return timed;
    }

    private Instant leaving(TripStop stop, Instant arrival) {
        Duration pickup = settings.assignment().pickupHandling();
        if (stop.kind() != TripStep.Kind.PICKUP) {
            return arrival.plus(settings.assignment()
                    .dropoffHandling()
                    .multipliedBy(stop.deliveries().size()));
        }
        Instant met = arrival.plus(pickup.dividedBy(2));
        for (Delivery delivery : stop.deliveries()) {
            Instant ready = delivery.bag().readyAt();
            met = ready.isAfter(met) ? ready : met;
        }
        return met.plus(pickup.dividedBy(2));
    }
}
