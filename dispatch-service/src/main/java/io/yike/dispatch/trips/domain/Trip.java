package io.yike.dispatch.trips.domain;

import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.trips.domain.TripStep.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a courier still does, step by step. Nothing of it is kept: the times to which each delivery was undertaken give
/// the order, so whoever reads the same deliveries has the same trip, and one that ends takes its steps with it.
///
/// - Whoever stands at a door hands over there first.
/// - A bag whose store is late does not hold up the others: longer than `patience` after it was expected and not ready
///   yet, its steps come behind all others until it is.
/// - A bag that goes back is brought back when the courier is at its store anyway, else at the end: recipients wait for
///   the others.
public record Trip(List<TripStep> steps) {

    private static final Comparator<TripStep> IN_ORDER = Comparator.comparing(
                    (TripStep step) -> !(step.delivery().state() instanceof DeliveryState.AtDropoff))
            .thenComparing(TripStep::plannedAt)
            .thenComparing(TripStep::kind)
            .thenComparing(step -> step.delivery().id());

    public Trip {
        steps = List.copyOf(steps);
    }

    /// What is to be done, in the order of its times.
    ///
    /// @param held what the courier is at, in any order
    public static Trip of(Collection<Delivery> held, Instant now, Duration patience) {
        List<TripStep> steps = new ArrayList<>(
                held.stream().flatMap(Trip::steps).sorted(IN_ORDER).toList());
        List<TripStep> waiting = steps.stream()
                .filter(step -> isStoreLate(step.delivery(), now.minus(patience)))
                .toList();
        steps.removeAll(waiting);
        steps.addAll(waiting);
        held.stream()
                .filter(delivery -> delivery.state() instanceof DeliveryState.Returning)
                .sorted(Comparator.comparing(Delivery::id))
                .forEach(delivery -> bringBack(delivery, steps));
        return new Trip(steps);
    }

    private static Stream<TripStep> steps(Delivery delivery) {
        return switch (delivery.state()) {
            case DeliveryState.Assigned assigned -> fetchAndBring(delivery, assigned.carriage());
            case DeliveryState.AtPickup atPickup -> fetchAndBring(delivery, atPickup.carriage());
            case DeliveryState.PickedUp pickedUp -> bring(delivery, pickedUp.carriage());
            case DeliveryState.AtDropoff atDropoff -> bring(delivery, atDropoff.carriage());
            case DeliveryState.Pending _,
                    DeliveryState.Returning _,
                    DeliveryState.Delivered _,
                    DeliveryState.Returned _,
                    DeliveryState.Cancelled _ -> Stream.empty();
        };
    }

    private static Stream<TripStep> bring(Delivery delivery, Carriage carriage) {
        return Stream.of(new TripStep(Kind.DROPOFF, delivery, carriage.dropoffEta()));
    }

    private static Stream<TripStep> fetchAndBring(Delivery delivery, Carriage carriage) {
        Instant brought =
                carriage.dropoffEta().isBefore(carriage.pickupEta()) ? carriage.pickupEta() : carriage.dropoffEta();
        return Stream.of(
                new TripStep(Kind.PICKUP, delivery, carriage.pickupEta()),
                new TripStep(Kind.DROPOFF, delivery, brought));
    }

    private static boolean isStoreLate(Delivery delivery, Instant expectedBefore) {
        return !delivery.state().hasBag()
                && !delivery.bag().ready()
                && delivery.bag().readyAt().isBefore(expectedBefore);
    }

    private static void bringBack(Delivery delivery, List<TripStep> steps) {
        int place = 0;
        while (place < steps.size() && !isAtStoreOf(delivery, steps.get(place))) {
            place++;
        }
        Instant at = delivery.state().at();
        steps.add(place, new TripStep(Kind.BRING_BACK, delivery, at));
    }

    private static boolean isAtStoreOf(Delivery delivery, TripStep step) {
        return step.kind() == Kind.PICKUP
                && step.delivery().errand().storeId().equals(delivery.errand().storeId());
    }

    /// Steps of one kind that follow one another at one place are one stop.
    public List<TripStop> stops() {
        List<TripStop> stops = new ArrayList<>();
        List<TripStep> here = new ArrayList<>();
        for (TripStep step : steps) {
            if (!here.isEmpty() && !here.getFirst().isAtOneStopWith(step)) {
                stops.add(TripStop.of(here));
                here.clear();
            }
            here.add(step);
        }
        if (!here.isEmpty()) {
            stops.add(TripStop.of(here));
        }
        return List.copyOf(stops);
    }
}
