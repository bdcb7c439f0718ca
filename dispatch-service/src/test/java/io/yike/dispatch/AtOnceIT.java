package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.dispatch.assignment.Plan.Carried;
import io.yike.dispatch.assignment.Plan.Match;
import io.yike.dispatch.offering.MakeOffer;
import io.yike.kit.testing.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Courier, store, operator, order and clock act on one delivery at the same moment: one outcome, told once, paid once.
class AtOnceIT extends Journey {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MakeOffer makeOffer;

    /// The courier hands over and gives up, the operator decides about the silence, twice each.
    @RepeatedTest(3)
    void aBagOnItsWayIsDeliveredOrComesBack() throws Exception {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        clock.advance(Duration.ofSeconds(601));
        String incident = "/v1/incidents/"
                + events.await("delivery.incident_raised.v1", deliveryId)
                        .at("/data/incidentId")
                        .asString();
        Map<String, Object> proof = Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId));

        List<Answer> answers = atOnce(List.of(
                () -> town.step(courierId, deliveryId, "hand-over", proof),
                () -> town.step(courierId, deliveryId, "hand-over", proof),
                () -> town.step(courierId, deliveryId, "fail", Map.of("reason", "cannot_pay")),
                () -> town.step(courierId, deliveryId, "fail", Map.of("reason", "recipient_refused")),
                () -> town.operator().post(incident + "/resolve", Map.of("decision", "bring_back")),
                () -> town.operator().post(incident + "/resolve", Map.of("decision", "declare_lost"))));

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(200, 409));
        String state = town.state(deliveryId);
        assertThat(state).isIn("delivered", "returning", "returned");
        assertThat(answers.get(0).status() == 200 || answers.get(1).status() == 200)
                .isEqualTo(state.equals("delivered"));
        assertToldOnce(deliveryId);
        if (state.equals("returning")) {
            town.step(courierId, deliveryId, "return", Map.of("bagCode", town.bagCode(deliveryId)));
        }
        assertThat(earnings(courierId, "delivered")).isEqualTo(state.equals("delivered") ? 1 : 0);
    }

    /// The courier gives the bag back by code while the store takes it back.
    @Test
    void aBagComesBackOnce() throws Exception {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        town.step(courierId, deliveryId, "fail", Map.of("reason", "recipient_unreachable"));
        Map<String, Object> code = Map.of("bagCode", town.bagCode(deliveryId));

        List<Answer> answers = atOnce(List.of(
                () -> town.step(courierId, deliveryId, "return", code),
                () -> town.store().post("/v1/deliveries/" + deliveryId + "/return", Map.of()),
                () -> town.step(courierId, deliveryId, "return", code),
                () -> town.operator().post("/v1/deliveries/" + deliveryId + "/return", Map.of())));

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isEqualTo(200));
        assertThat(town.state(deliveryId)).isEqualTo("returned");
        assertToldOnce(deliveryId);
        assertThat(earnings(courierId, "returned")).isLessThanOrEqualTo(1);
    }

    /// The order ends while the courier takes its bag.
    @RepeatedTest(3)
    void aBagIsTakenOrItsDeliveryEndsWithTheOrder() throws Exception {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);
        UUID orderId = town.orderOf(deliveryId);
        String bagCode = town.bagCode(deliveryId);

        List<Answer> answers = atOnce(List.of(
                () -> {
                    town.cancelled(orderId, "accepted");
                    return town.delivery(deliveryId);
                },
                () -> town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", bagCode)),
                () -> town.step(courierId, deliveryId, "withdraw", Map.of("reason", "unwell"))));

        assertThat(answers.get(1).status()).isIn(200, 404, 409);
        boolean taken = answers.get(1).status() == 200;
        await().atMost(Duration.ofSeconds(10))
                .until(() -> town.state(deliveryId).equals(taken ? "picked_up" : "cancelled"));
        assertToldOnce(deliveryId);
        assertThat(history(deliveryId)).doesNotContain(taken ? "cancelled" : "picked_up");
    }

    /// The courier takes an addition, says no to it, and fetches and gives up what they have, all at once.
    @RepeatedTest(3)
    void anAdditionIsTakenOrDeclinedWhileTheTripChanges() throws Exception {
        UUID courierId = town.onShift();
        UUID first = town.accepted();
        town.assign(first, courierId);
        UUID second = town.accepted();
        String offer = "/v1/courier-offers/" + town.offer(second, courierId);
        String bagCode = town.bagCode(first);

        List<Answer> answers = atOnce(List.of(
                () -> town.courier(courierId).post(offer + "/accept"),
                () -> town.courier(courierId).post(offer + "/decline", Map.of("reason", "too_busy")),
                () -> town.courier(courierId).post(offer + "/accept"),
                () -> town.step(courierId, first, "pick-up", Map.of("bagCode", bagCode)),
                () -> town.step(courierId, first, "withdraw", Map.of("reason", "other")),
                () -> town.heard(courierId)));

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(200, 404, 409));
        boolean taken = answers.get(0).status() == 200;
        assertThat(answers.get(2).status()).isEqualTo(answers.get(0).status());
        assertThat(answers.get(1).status()).isEqualTo(taken ? 409 : 200);
        assertThat(events.all("delivery.assigned.v1", second)).hasSizeLessThanOrEqualTo(1);
        assertThat(town.operator().get(offer).text("/state")).isEqualTo(taken ? "accepted" : "declined");
        assertThat(jdbc.sql("""
                SELECT count(*) FROM delivery LEFT JOIN courier_slot
                  ON courier_slot.delivery_id = delivery.delivery_id AND courier_slot.courier_id = delivery.holder
                WHERE holder = :courierId AND courier_slot.slot IS NULL
                """).param("courierId", courierId).query(Long.class).single())
                .isZero();
    }

    /// Six plans at once, each of which knows of nothing that the courier carries, want to give them something.
    @Test
    void aPlanThatDoesNotKnowWhatACourierCarriesIsNotCarriedOut() throws Exception {
        UUID courierId = town.onShift();
        List<UUID> deliveries = new ArrayList<>();
        List<Callable<Boolean>> plans = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            // Too far away to be offered to anybody by the service itself.
            UUID deliveryId = another().accepted();
            deliveries.add(deliveryId);
            plans.add(() -> makeOffer.make(match(deliveryId, courierId, List.of())));
        }

        List<Boolean> made = together(plans);

        assertThat(made).containsOnlyOnce(true);
        UUID asked = deliveries.get(made.indexOf(true));
        UUID other = deliveries.get(made.indexOf(false));
        town.assign(asked, courierId);
        assertThat(makeOffer.make(match(other, courierId, List.of()))).isFalse();
        Carried known = new Carried(asked, clock.instant(), clock.instant().plus(Duration.ofMinutes(9)));
        assertThat(makeOffer.make(match(other, courierId, List.of(known)))).isTrue();
        town.assign(other, courierId);
        assertThat(Instant.parse(town.delivery(asked).text("/dropoffEta"))).isEqualTo(micros(known.dropoffEta()));
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private Match match(UUID deliveryId, UUID courierId, List<Carried> others) {
        Instant now = clock.instant();
        return new Match(deliveryId, courierId, now, now, now, Duration.ZERO, Duration.ZERO, others);
    }

    /// Eight couriers accept in the moment in which their offers lapse.
    @Test
    void anOfferAcceptedAtItsVeryDeadlineIsTheCouriersOrLapsed() throws Exception {
        List<UUID> couriers = new ArrayList<>();
        List<UUID> deliveries = new ArrayList<>();
        List<Town> towns = new ArrayList<>();
        List<Instant> ends = new ArrayList<>();
        List<UUID> offers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Town place = another();
            UUID courierId = place.onShift();
            UUID deliveryId = place.accepted();
            UUID offerId = place.offer(deliveryId, courierId);
            towns.add(place);
            couriers.add(courierId);
            deliveries.add(deliveryId);
            offers.add(offerId);
            ends.add(Instant.parse(
                    place.operator().get("/v1/courier-offers/" + offerId).text("/expiresAt")));
        }
        List<Callable<Answer>> acceptances = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID courierId = couriers.get(i);
            UUID offerId = offers.get(i);
            Town place = towns.get(i);
            acceptances.add(() -> place.courier(courierId).post("/v1/courier-offers/" + offerId + "/accept"));
        }

        clock.advance(Duration.between(clock.instant(), ends.get(4)));
        List<Answer> answers = atOnce(acceptances);

        for (int i = 0; i < 8; i++) {
            Town place = towns.get(i);
            UUID deliveryId = deliveries.get(i);
            UUID offerId = offers.get(i);
            Answer answer = answers.get(i);
            if (answer.status() == 200) {
                String courier = couriers.get(i).toString();
                assertThat(place.state(deliveryId)).isEqualTo("assigned");
                assertThat(place.delivery(deliveryId).text("/courierId")).isEqualTo(courier);
            } else {
                assertThat(answer.code()).as(answer.body()).isEqualTo("offer_expired");
                assertThat(place.state(deliveryId)).isEqualTo("pending");
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> place.operator()
                            .get("/v1/courier-offers/" + offerId)
                            .text("/state")
                            .equals(answer.status() == 200 ? "accepted" : "expired"));
            assertThat(events.all("delivery.assigned.v1", deliveryId)).hasSizeLessThanOrEqualTo(1);
        }
    }

    /// Each change has the next number, and what ends a delivery is told once.
    private void assertToldOnce(UUID deliveryId) {
        assertThat(history(deliveryId).stream()
                        .filter(List.of("delivered", "returned", "cancelled")::contains)
                        .distinct())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(Stream.of("delivery.delivered.v1", "delivery.returned.v1", "delivery.cancelled.v1")
                        .flatMap(type -> events.all(type, deliveryId).stream()))
                .hasSizeLessThanOrEqualTo(1);
        List<Long> sequences = town.operator()
                .get("/v1/deliveries/" + deliveryId + "/history")
                .json()
                .path("changes")
                .valueStream()
                .map(change -> change.path("sequence").asLong())
                .toList();
        assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }

    private List<String> history(UUID deliveryId) {
        return town.operator()
                .get("/v1/deliveries/" + deliveryId + "/history")
                .json()
                .path("changes")
                .valueStream()
                .map(change -> change.path("state").asString())
                .toList();
    }

    private long earnings(UUID courierId, String kind) {
        return town.courier(courierId)
                .get("/v1/couriers/" + courierId + "/earnings?day="
                        + LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai")))
                .json()
                .path("entries")
                .valueStream()
                .filter(entry -> entry.path("kind").asString("").equals(kind))
                .count();
    }

    private static List<Answer> atOnce(List<Callable<Answer>> acts) throws Exception {
        return together(acts);
    }

    private static <T> List<T> together(List<Callable<T>> acts) throws Exception {
        try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> act : hands.invokeAll(acts)) {
                answers.add(act.get());
            }
            return answers;
        }
    }
}
