package io.yike.dispatch.trips.domain;

import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.travel.Coordinate;
import java.util.Comparator;
import java.util.List;

/// Where a courier goes next, or later, and what for.
///
/// @param deliveries what is done there, in this order
public record TripStop(TripStep.Kind kind, Coordinate place, List<Delivery> deliveries) {

    /// At a store, first say that one is there, then take what is ready, then wait for the others.
    private static final Comparator<Delivery> AT_ONE_STOP = Comparator.comparing(
                    (Delivery delivery) -> !(delivery.state() instanceof DeliveryState.Assigned))
            .thenComparing(delivery -> !delivery.bag().ready());

    public TripStop {
        deliveries = List.copyOf(deliveries);
    }

    static TripStop of(List<TripStep> steps) {
        TripStep first = steps.getFirst();
        return new TripStop(
                first.kind(),
                first.place(),
                steps.stream().map(TripStep::delivery).sorted(AT_ONE_STOP).toList());
    }
}
