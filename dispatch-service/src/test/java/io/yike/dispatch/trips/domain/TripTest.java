package io.yike.dispatch.trips.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.delivering.domain.Bag;
import io.yike.dispatch.delivering.domain.Carriage;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryState;
import io.yike.dispatch.delivering.domain.Errand;
import io.yike.dispatch.delivering.domain.HandOverCode;
import io.yike.dispatch.delivering.domain.ReturnReason;
import io.yike.dispatch.delivering.domain.Unreachable;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TripTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final UUID COURIER = new UUID(1, 1);
    private static final UUID NEAR = new UUID(3, 1);
    private static final UUID FAR = new UUID(3, 2);

    @Test
    void goesWhereItWasUndertakenToBeFirst() {
        Delivery a = delivery(1, NEAR, new DeliveryState.Assigned(until(5, 20), NOW), true, 0);
        Delivery b = delivery(2, FAR, new DeliveryState.Assigned(until(8, 14), NOW), true, 0);
        Delivery c = delivery(3, NEAR, new DeliveryState.PickedUp(until(-3, 11), NOW), true, 0);

        assertThat(lines(a, b, c)).containsExactly("PICKUP 1", "PICKUP 2", "DROPOFF 3", "DROPOFF 2", "DROPOFF 1");
    }

    @Test
    void whoeverStandsAtADoorHandsOverThere() {
        Delivery planned = delivery(1, NEAR, new DeliveryState.Assigned(until(5, 20), NOW), true, 0);
        Delivery atTheDoor = delivery(2, NEAR, new DeliveryState.AtDropoff(until(-3, 11), NOW), true, 0);

        assertThat(lines(planned, atTheDoor)).containsExactly("DROPOFF 2", "PICKUP 1", "DROPOFF 1");
    }

    @Test
    void bagsOfOneStoreAreOneStopAndWhatIsReadyIsTakenFirst() {
        Delivery waiting = delivery(1, NEAR, new DeliveryState.AtPickup(until(5, 20), NOW), false, 2);
        Delivery ready = delivery(2, NEAR, new DeliveryState.AtPickup(until(6, 22), NOW), true, 0);
        Delivery notThere = delivery(3, NEAR, new DeliveryState.Assigned(until(6, 24), NOW), false, 4);

        List<TripStop> stops = trip(waiting, ready, notThere).stops();

        assertThat(stops).hasSize(4);
        assertThat(stops.getFirst().deliveries()).containsExactly(notThere, ready, waiting);
        assertThat(stops.getFirst().place()).isEqualTo(waiting.errand().pickup());
        assertThat(stops.get(1).deliveries()).containsExactly(waiting);
    }

    /// Expected 6 minutes ago and not ready: recipients of the other bags do not wait for that store.
    @Test
    void aStoreThatIsLateHoldsNobodyUp() {
        Delivery late = delivery(1, NEAR, new DeliveryState.AtPickup(until(-6, 20), NOW), false, -6);
        Delivery inHand = delivery(2, NEAR, new DeliveryState.PickedUp(until(-7, 22), NOW), true, -9);

        assertThat(lines(late, inHand)).containsExactly("DROPOFF 2", "PICKUP 1", "DROPOFF 1");
        Delivery nowReady = delivery(1, NEAR, new DeliveryState.AtPickup(until(-6, 20), NOW), true, -6);
        assertThat(lines(nowReady, inHand)).containsExactly("PICKUP 1", "DROPOFF 1", "DROPOFF 2");
        Delivery nearlyLate = delivery(1, NEAR, new DeliveryState.AtPickup(until(-6, 20), NOW), false, -4);
        assertThat(lines(nearlyLate, inHand)).containsExactly("PICKUP 1", "DROPOFF 1", "DROPOFF 2");
    }

    @Test
    void aBagGoesBackWhenItsStoreIsOnTheWayOrAtTheEnd() {
        Delivery back =
                delivery(1, NEAR, new DeliveryState.Returning(until(0, 5), NOW, ReturnReason.CANNOT_PAY), true, 0);
        Delivery inHand = delivery(2, FAR, new DeliveryState.PickedUp(until(-7, 22), NOW), true, -9);
        Delivery sameStore = delivery(3, NEAR, new DeliveryState.Assigned(until(30, 40), NOW), true, 0);

        assertThat(lines(back, inHand)).containsExactly("DROPOFF 2", "BRING_BACK 1");
        assertThat(lines(back, inHand, sameStore))
                .containsExactly("DROPOFF 2", "BRING_BACK 1", "PICKUP 3", "DROPOFF 3");
    }

    @Test
    void whatIsOverHasNoStepsAndTheOrderOfTheListDoesNotMatter() {
        Random random = new Random(5);
        List<Delivery> held = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            int at = random.nextInt(0, 4);
            held.add(delivery(i, NEAR, new DeliveryState.Assigned(until(at, at + random.nextInt(3)), NOW), true, 0));
        }
        held.add(delivery(6, NEAR, new DeliveryState.Pending(NOW, COURIER), true, 0));

        Trip trip = Trip.of(held, NOW, PATIENCE);

        assertThat(trip.steps()).hasSize(10);
        for (Delivery delivery : held.subList(0, 5)) {
            List<TripStep.Kind> kinds = trip.steps().stream()
                    .filter(step -> step.delivery().equals(delivery))
                    .map(TripStep::kind)
                    .toList();
            assertThat(kinds).containsExactly(TripStep.Kind.PICKUP, TripStep.Kind.DROPOFF);
        }
        Collections.shuffle(held, random);
        assertThat(Trip.of(held, NOW, PATIENCE)).isEqualTo(trip);
    }

    @Test
    void anAdditionTellsTheOthersTheirNewTimes() {
        Delivery assigned = delivery(1, NEAR, new DeliveryState.Assigned(until(5, 20), NOW), true, 0);
        Delivery inHand = delivery(2, NEAR, new DeliveryState.PickedUp(until(-5, 7), NOW), true, 0);

        assertThat(carriage(assigned.retimed(COURIER, at(6), at(25)))).isEqualTo(until(6, 25));
        assertThat(carriage(inHand.retimed(COURIER, null, at(9)))).isEqualTo(until(-5, 9));
        assertThat(inHand.retimed(new UUID(1, 2), null, at(9))).isEqualTo(inHand);
    }

    private static @Nullable Carriage carriage(Delivery delivery) {
        return delivery.state().findLiveCarriage().orElse(null);
    }

    private static Trip trip(Delivery... held) {
        return Trip.of(List.of(held), NOW, PATIENCE);
    }

    private static List<String> lines(Delivery... held) {
        return trip(held).steps().stream()
                .map(step -> step.kind() + " " + step.delivery().id().getLeastSignificantBits())
                .toList();
    }

    private static Carriage until(int pickup, int dropoff) {
        return new Carriage(COURIER, null, at(pickup), at(dropoff));
    }

    private static Instant at(int minute) {
        return NOW.plus(Duration.ofMinutes(minute));
    }

    private static Delivery delivery(int number, UUID storeId, DeliveryState state, boolean ready, int readyAt) {
        Errand errand = new Errand(
                new UUID(4, number),
                storeId,
                null,
                null,
                new Coordinate(31 + storeId.getLeastSignificantBits() / 100.0, 121),
                new Coordinate(31.5, 121 + number / 100.0),
                at(30),
                null,
                null,
                Unreachable.RETURN,
                null,
                0);
        return new Delivery(
                new UUID(2, number),
                errand,
                new Bag(at(readyAt), ready),
                HandOverCode.of("111111"),
                HandOverCode.of("222222"),
                state,
                1,
                NOW);
    }
}
