package io.yike.dispatch.offering;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.assignment.AssignmentPolicy;
import io.yike.dispatch.assignment.Plan;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.assignment.Situation;
import io.yike.dispatch.assignment.Situation.AvailableCourier;
import io.yike.dispatch.assignment.Situation.Stop;
import io.yike.dispatch.assignment.Situation.WaitingDelivery;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.FreshPositions;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.dispatch.offering.domain.CourierOffer.Beside;
import io.yike.dispatch.trips.domain.Trip;
import io.yike.dispatch.trips.domain.TripStep;
import io.yike.travel.Coordinate;
import io.yike.travel.TravelTimes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Plans one batch: gathers the facts, asks the policy, and makes the offers it advises, each in a transaction of its
/// own.
///
/// Nothing is locked while travel times are looked up and the plan is made. Two instances may plan the same
/// batch at the same time (the lead is only for economy): [MakeOffer] finds out what still holds.
@Component
public class PlanBatch {

    private static final int LEAD_BATCHES = 4;
    private static final int MOST_LOOKED_UP = 20;

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
        List<Rider> riders = riders(now);
        if (riders.isEmpty()) {
            return 0;
        }
        Plan plan = plan(now, waiting, riders);
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

    /// A courier who can be counted on.
    ///
    /// @param trip what they still do, with what they are asked about
    private record Rider(UUID id, Coordinate place, boolean askable, int room, Trip trip) {}

    private List<Rider> riders(Instant now) {
        List<Courier> onShift = couriers.listOnShift();
        List<UUID> ids = onShift.stream().map(Courier::id).toList();
        Map<UUID, Position> fresh = positions.of(ids);
        Map<UUID, Integer> taken = couriers.takenSlots(ids);
        List<CourierOffer> open = offers.listOpen();
        Map<UUID, List<Delivery>> held = held(open, now);
        Set<UUID> asked = open.stream().map(CourierOffer::courierId).collect(Collectors.toSet());
        List<Rider> riders = new ArrayList<>();
        for (Courier courier : onShift) {
            Position position = fresh.get(courier.id());
            List<Delivery> carried = held.getOrDefault(courier.id(), List.of());
            if (position == null || carried.stream().anyMatch(PlanBatch::isBroughtBack)) {
                continue;
            }
            int most = Math.min(courier.capacity(), settings.bundling().most());
            int room = Math.max(0, most - taken.getOrDefault(courier.id(), 0));
            boolean askable = room > 0 && !asked.contains(courier.id());
            // Whoever cannot be asked now is counted on for later, but not when they are late already: nobody knows
            // when they come, and no bag may wait for them.
            if (askable || carried.stream().noneMatch(delivery -> isOverdue(delivery, now))) {
                Trip trip = Trip.of(carried, now, settings.bundling().waitsForBag());
                riders.add(new Rider(courier.id(), position.point(), askable, room, trip));
            }
        }
        return riders;
    }

    /// What each courier is at, as if they took what they are asked about.
    private Map<UUID, List<Delivery>> held(List<CourierOffer> open, Instant now) {
        Map<UUID, Delivery> underWay = new LinkedHashMap<>();
        deliveries.listUnderWay().forEach(delivery -> underWay.put(delivery.id(), delivery));
        Map<UUID, Delivery> offered =
                deliveries.find(open.stream().map(CourierOffer::deliveryId).collect(Collectors.toSet()));
        for (CourierOffer offer : open) {
            Carriage carriage = new Carriage(offer.courierId(), null, offer.pickupEta(), offer.dropoffEta());
            Delivery delivery = offered.get(offer.deliveryId());
            if (delivery != null
                    && delivery.assign(carriage, now) instanceof Decision.Changed(Delivery assigned, var _)) {
                underWay.put(assigned.id(), assigned);
            }
            for (Beside beside : offer.beside()) {
                underWay.computeIfPresent(
                        beside.deliveryId(),
                        (_, carried) -> carried.retimed(offer.courierId(), beside.pickupEta(), beside.dropoffEta()));
            }
        }
        Map<UUID, List<Delivery>> held = new HashMap<>();
        underWay.values()
                .forEach(delivery -> delivery.state()
                        .findLiveCarriage()
                        .ifPresent(carriage -> held.computeIfAbsent(carriage.courierId(), _ -> new ArrayList<>())
                                .add(delivery)));
        return held;
    }

    private static boolean isBroughtBack(Delivery delivery) {
        return delivery.state() instanceof DeliveryState.Returning;
    }

    private static boolean isOverdue(Delivery delivery, Instant now) {
        return delivery.state()
                .findLiveCarriage()
                .filter(carriage -> !carriage.dropoffEta().isAfter(now))
                .isPresent();
    }

    /// With a routing engine, the ways of those trips that get another delivery are looked up, and it is planned again:
    /// what the straight line makes look on the way may lie across a river.
    private Plan plan(Instant now, List<Delivery> waiting, List<Rider> riders) {
        StreetWays ways = new StreetWays(travelTimes);
        waiting.forEach(delivery -> number(ways, delivery));
        riders.forEach(rider -> {
            ways.number(rider.place());
            rider.trip().steps().forEach(step -> ways.number(step.place()));
        });
        if (ways.canBeAsked()) {
            ask(ways, waiting, riders);
        }
        Situation situation = situation(now, waiting, riders, ways);
        Plan plan = policy.plan(situation);
        if (!ways.canBeAsked()
                || plan.matches().stream().allMatch(match -> match.others().isEmpty())) {
            return plan;
        }
        plan.matches().stream()
                .filter(match -> !match.others().isEmpty())
                .limit(MOST_LOOKED_UP)
                .forEach(match -> {
                    List<Integer> places = placesOf(match, situation);
                    ways.askTable(places, places);
                });
        return policy.plan(situation);
    }

    private static void number(StreetWays ways, Delivery delivery) {
        ways.number(delivery.errand().pickup());
        ways.number(delivery.errand().dropoff());
    }

    private static List<Integer> placesOf(Match match, Situation situation) {
        Set<Integer> places = new LinkedHashSet<>();
        situation.couriers().stream()
                .filter(courier -> courier.id().equals(match.courierId()))
                .forEach(courier -> {
                    places.add(courier.place());
                    courier.trip().forEach(stop -> places.add(stop.place()));
                });
        situation.deliveries().stream()
                .filter(delivery -> delivery.id().equals(match.deliveryId()))
                .forEach(delivery -> {
                    places.add(delivery.pickup());
                    places.add(delivery.dropoff());
                });
        return List.copyOf(places);
    }

    /// What every plan needs: from where couriers are, or will be, to the stores; the rides; and the trips as they are.
    private static void ask(StreetWays ways, List<Delivery> waiting, List<Rider> riders) {
        Set<Integer> from = new LinkedHashSet<>();
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (Rider rider : riders) {
            int place = ways.number(rider.place());
            for (TripStep step : rider.trip().steps()) {
                starts.add(place);
                place = ways.number(step.place());
                ends.add(place);
            }
            from.add(ways.number(rider.place()));
            from.add(place);
        }
        Set<Integer> stores = new LinkedHashSet<>();
        for (Delivery delivery : waiting) {
            stores.add(ways.number(delivery.errand().pickup()));
            starts.add(ways.number(delivery.errand().pickup()));
            ends.add(ways.number(delivery.errand().dropoff()));
        }
        ways.askTable(List.copyOf(from), List.copyOf(stores));
        ways.askPairs(starts, ends);
    }

    private Situation situation(Instant now, List<Delivery> waiting, List<Rider> riders, StreetWays ways) {
        Set<UUID> ids = waiting.stream().map(Delivery::id).collect(Collectors.toSet());
        Map<UUID, Set<UUID>> refused =
                offers.refusedSince(ids, now.minus(settings.offers().askAgainAfter()));
        List<WaitingDelivery> facts = waiting.stream()
                .map(delivery -> new WaitingDelivery(
                        delivery.id(),
                        ways.number(delivery.errand().pickup()),
                        ways.number(delivery.errand().dropoff()),
                        notTooEarly(delivery, ways),
                        delivery.errand().promiseAt(),
                        refused.getOrDefault(delivery.id(), Set.of())))
                .toList();
        List<AvailableCourier> available = riders.stream()
                .map(rider -> new AvailableCourier(
                        rider.id(),
                        ways.number(rider.place()),
                        now,
                        rider.askable(),
                        rider.room(),
                        rider.trip().steps().stream()
                                .map(step -> stop(step, ways))
                                .toList()))
                .toList();
        return new Situation(now, facts, available, ways);
    }

    private static Stop stop(TripStep step, StreetWays ways) {
        Delivery delivery = step.delivery();
        int place = ways.number(step.place());
        return switch (step.kind()) {
            case PICKUP -> new Stop.Pickup(delivery.id(), place, notTooEarly(delivery, ways));
            case DROPOFF ->
                new Stop.Dropoff(delivery.id(), place, delivery.errand().promiseAt());
            case BRING_BACK -> throw new IllegalStateException("who brings a bag back takes no part");
        };
    }

    /// When the bag may leave the store: ready, and not at the door before the window begins.
    private static Instant notTooEarly(Delivery delivery, StreetWays ways) {
        Instant readyAt = delivery.bag().readyAt();
        Instant notBefore = delivery.errand().notBefore();
        if (notBefore == null) {
            return readyAt;
        }
        long ride = ways.millis(
                ways.number(delivery.errand().pickup()),
                ways.number(delivery.errand().dropoff()));
        Instant leave = notBefore.minusMillis(ride);
        return leave.isAfter(readyAt) ? leave : readyAt;
    }
}
