package io.yike.dispatch.offering;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.assignment.AssignmentPolicy;
import io.yike.dispatch.assignment.Plan;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.FreshPositions;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Plans one batch: gathers the facts, asks the policy, and makes the offers it advises, each in a transaction of its
/// own.
///
/// Nothing is locked while travel times are looked up and the plan is made. Two instances may plan the same batch at
/// the
/// same time (the lead is only for economy): [MakeOffer] finds out what still holds.
@Component
public class PlanBatch {

    private static final int LEAD_BATCHES = 4;

    private final BatchLead lead;
    private final CourierOffers offers;
    private final Deliveries deliveries;
    private final Couriers couriers;
    private final FreshPositions positions;
    private final TravelTimes travelTimes;
    private final AssignmentPolicy policy;
    private final MakeOffer makeOffer;
    private final DispatchSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    PlanBatch(
            BatchLead lead,
            CourierOffers offers,
            Deliveries deliveries,
            Couriers couriers,
            FreshPositions positions,
            TravelTimes travelTimes,
            AssignmentPolicy policy,
            MakeOffer makeOffer,
            DispatchSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.lead = lead;
        this.offers = offers;
        this.deliveries = deliveries;
        this.couriers = couriers;
        this.positions = positions;
        this.travelTimes = travelTimes;
        this.policy = policy;
        this.makeOffer = makeOffer;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /// How many offers were made.
    public int plan() {
        Instant now = clock.instant();
        if (!lead.take(now, now.plus(settings.assignment().every().multipliedBy(LEAD_BATCHES)))) {
            return 0;
        }
        List<Delivery> waiting = waiting(now);
        if (waiting.isEmpty()) {
            return 0;
        }
        Map<UUID, Start> starts = starts(now);
        if (starts.isEmpty()) {
            return 0;
        }
        Plan plan = policy.plan(situation(now, waiting, starts));
        int made = 0;
        for (Match match : plan.matches()) {
            if (makeOffer.make(match)) {
                made++;
            }
        }
        meters.counter("yike.dispatch.offers").increment(made);
        return made;
    }

    private List<Delivery> waiting(Instant now) {
        List<UUID> ids = offers.listWaiting(
                now.plus(settings.assignment().horizon()), settings.assignment().batch());
        Map<UUID, Delivery> found = deliveries.find(Set.copyOf(ids));
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .filter(delivery -> delivery.state() instanceof DeliveryState.Pending)
                .toList();
    }

    /// From when and where a courier can take one more delivery, and whether they can be asked now.
    private record Start(Coordinate from, Instant freeAt, boolean askable) {}

    private Map<UUID, Start> starts(Instant now) {
        List<Courier> onShift = couriers.listOnShift();
        List<UUID> ids = onShift.stream().map(Courier::id).toList();
        Map<UUID, Position> fresh = positions.of(ids);
        Map<UUID, Integer> taken = couriers.takenSlots(ids);
        Set<UUID> asked = offers.listAsked();
        Map<UUID, Start> lastStops = new HashMap<>();
        Set<UUID> bringingBack = new HashSet<>();
        Set<UUID> overdue = new HashSet<>();
        for (Delivery delivery : deliveries.listUnderWay()) {
            delivery.state().findLiveCarriage().ifPresent(carriage -> {
                lastStops.merge(carriage.courierId(), lastStop(delivery, carriage, now), PlanBatch::later);
                if (delivery.state() instanceof DeliveryState.Returning) {
                    bringingBack.add(carriage.courierId());
                }
                if (!carriage.dropoffEta().isAfter(now)) {
                    overdue.add(carriage.courierId());
                }
            });
        }
        Map<UUID, Start> starts = new HashMap<>();
        for (Courier courier : onShift) {
            Position position = fresh.get(courier.id());
            if (position == null || asked.contains(courier.id()) || bringingBack.contains(courier.id())) {
                continue;
            }
            boolean hasRoom = taken.getOrDefault(courier.id(), 0) < courier.capacity();
            Start start = lastStops.getOrDefault(courier.id(), new Start(position.point(), now, true));
            // Whoever has their hands full is counted on for later, but not when they are late already: nobody knows
            // when
            // they come, and no bag may wait for them.
            if (hasRoom || !overdue.contains(courier.id())) {
                starts.put(courier.id(), new Start(start.from(), start.freeAt(), hasRoom));
            }
        }
        return starts;
    }

    private Start lastStop(Delivery delivery, Carriage carriage, Instant now) {
        Instant done = carriage.dropoffEta()
                .plus(settings.assignment().dropoffHandling().dividedBy(2));
        return new Start(delivery.errand().dropoff(), done.isAfter(now) ? done : now, true);
    }

    private static Start later(Start one, Start other) {
        return one.freeAt().isAfter(other.freeAt()) ? one : other;
    }

    private Situation situation(Instant now, List<Delivery> waiting, Map<UUID, Start> starts) {
        Set<UUID> ids = new HashSet<>();
        waiting.forEach(delivery -> ids.add(delivery.id()));
        Map<UUID, Set<UUID>> refused =
                offers.refusedSince(ids, now.minus(settings.offers().askAgainAfter()));
        List<TravelTime> rides = travelTimes.pairs(
                waiting.stream().map(delivery -> delivery.errand().pickup()).toList(),
                waiting.stream().map(delivery -> delivery.errand().dropoff()).toList(),
                Mode.RIDING);
        List<WaitingDelivery> facts = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            Delivery delivery = waiting.get(i);
            Duration ride = rides.get(i).duration();
            facts.add(new WaitingDelivery(
                    delivery.id(),
                    notTooEarly(delivery, ride),
                    delivery.errand().promiseAt(),
                    ride,
                    refused.getOrDefault(delivery.id(), Set.of())));
        }
        List<UUID> courierIds = starts.keySet().stream().sorted().toList();
        List<AvailableCourier> available = courierIds.stream()
                .map(id -> new AvailableCourier(
                        id, start(starts, id).freeAt(), start(starts, id).askable()))
                .toList();
        List<List<TravelTime>> table = travelTimes.table(
                courierIds.stream().map(id -> start(starts, id).from()).toList(),
                waiting.stream().map(delivery -> delivery.errand().pickup()).toList(),
                Mode.RIDING);
        Map<UUID, Map<UUID, Duration>> approach = new HashMap<>();
        for (int row = 0; row < courierIds.size(); row++) {
            Map<UUID, Duration> ways = new HashMap<>();
            for (int column = 0; column < waiting.size(); column++) {
                ways.put(waiting.get(column).id(), table.get(row).get(column).duration());
            }
            approach.put(courierIds.get(row), ways);
        }
        return new Situation(now, facts, available, approach);
    }

    private static Start start(Map<UUID, Start> starts, UUID courierId) {
        Start start = starts.get(courierId);
        if (start == null) {
            throw new IllegalStateException("no start of " + courierId);
        }
        return start;
    }

    /// When the bag may leave the store: ready, and not at the door before the window begins.
    private static Instant notTooEarly(Delivery delivery, Duration ride) {
        Instant readyAt = delivery.bag().readyAt();
        Instant notBefore = delivery.errand().notBefore();
        if (notBefore == null) {
            return readyAt;
        }
        Instant leave = notBefore.minus(ride);
        return leave.isAfter(readyAt) ? leave : readyAt;
    }
}
