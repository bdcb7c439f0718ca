package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.SecondInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Deliveries from beginning to end, on a real database, broker and Redis.
class DispatchJourneyIT extends Journey {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ConfigurableEnvironment environment;

    @Test
    void bringsAnOrderFromTheStoreToTheDoor() {
        UUID courierId = town.onShift();
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("collect", Map.of("method", "cash", "amount", Town.money(1700)));
        UUID deliveryId = town.accepted(orderId, acceptance);

        town.assign(deliveryId, courierId);
        town.ready(deliveryId);
        town.step(courierId, deliveryId, "arrive-at-pickup");
        town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", town.bagCode(deliveryId)));
        town.step(courierId, deliveryId, "arrive-at-dropoff");
        Answer handedOver = town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of(
                        "proof",
                        "recipient_code",
                        "recipientCode",
                        town.recipientCode(deliveryId),
                        "collected",
                        Map.of("method", "cash", "amount", Town.money(1700))));

        assertThat(handedOver.text("/state")).isEqualTo("delivered");
        JsonNode delivered = events.await("delivery.delivered.v1", deliveryId);
        assertThat(delivered.at("/data/courierId").asString()).isEqualTo(courierId.toString());
        assertThat(delivered.at("/data/fleetId").asString()).isEqualTo(town.fleetId.toString());
        assertThat(delivered.at("/data/collected/amount/amount").asLong()).isEqualTo(1700);
        assertThat(sequences(deliveryId)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(history(deliveryId))
                .containsExactly("pending", "assigned", "at_pickup", "picked_up", "at_dropoff", "delivered");
        Answer earnings = town.courier(courierId)
                .get("/v1/couriers/" + courierId + "/earnings?day="
                        + java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai")));
        // 1.3 km: 3.00 up to 1 km and 1.00 for the started second.
        assertThat(earnings.json().at("/earned/amount").asLong()).isEqualTo(400);
        assertThat(earnings.json().at("/cashHeld/amount").asLong()).isEqualTo(1700);
        assertThat(town.courier(courierId)
                        .get("/v1/couriers/" + courierId)
                        .json()
                        .path("openDeliveries")
                        .asInt())
                .isZero();
    }

    @Test
    void carriesTwoOrdersOfOneStoreInOneTrip() {
        UUID courierId = town.onShift();
        UUID first = town.accepted();
        town.assign(first, courierId);
        UUID second = acceptedFor(13);
        UUID offerId = town.offer(second, courierId);

        JsonNode offer =
                town.courier(courierId).get("/v1/courier-offers/" + offerId).json();
        assertThat(offer.at("/addition/deliveries/0/deliveryId").asString("")).isEqualTo(first.toString());
        assertThat(offer.at("/pay/amount").asLong()).isEqualTo(400);
        // 111 m farther along the same street, and a second door.
        assertThat(offer.path("addedSeconds").asLong()).isBetween(30L, 300L);
        town.courier(courierId).post("/v1/courier-offers/" + offerId + "/accept");

        assertThat(trip(courierId))
                .containsExactly(
                        "pickup " + sorted(first, second), "dropoff " + sorted(first), "dropoff " + sorted(second));
        List<Instant> arrivals = town.courier(courierId)
                .get("/v1/couriers/" + courierId + "/trip")
                .json()
                .path("stops")
                .valueStream()
                .map(stop -> Instant.parse(stop.path("arrivalEta").asString("")))
                .toList();
        assertThat(arrivals).isSorted();
        assertThat(arrivals.getLast()).isBefore(clock.instant().plus(Duration.ofMinutes(20)));
        assertThat(etaOf(first)).isBefore(etaOf(second));

        for (UUID deliveryId : List.of(first, second)) {
            town.ready(deliveryId);
            town.step(courierId, deliveryId, "arrive-at-pickup");
            town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", town.bagCode(deliveryId)));
        }
        Answer task = town.courier(courierId).get("/v1/couriers/" + courierId + "/next-task");
        assertThat(task.text("/kind")).isEqualTo("go_to_dropoff");
        assertThat(task.text("/delivery/deliveryId")).isEqualTo(first.toString());
        for (UUID deliveryId : List.of(first, second)) {
            town.step(courierId, deliveryId, "arrive-at-dropoff");
            Answer handedOver = town.step(
                    courierId,
                    deliveryId,
                    "hand-over",
                    Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));
            assertThat(handedOver.text("/state")).isEqualTo("delivered");
        }

        assertThat(trip(courierId)).isEmpty();
        JsonNode earnings = town.courier(courierId)
                .get("/v1/couriers/" + courierId + "/earnings?day="
                        + java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai")))
                .json();
        assertThat(earnings.at("/earned/amount").asLong()).isEqualTo(800);
        assertThat(earnings.path("entries")).hasSize(2);
    }

    @Test
    void aCourierSilentWithTwoKeepsTheBagAndLosesTheOther() {
        UUID courierId = town.onShift();
        UUID inHand = town.accepted();
        town.pickedUp(inHand, courierId);
        UUID toFetch = acceptedFor(13);
        town.assign(toFetch, courierId);

        clock.advance(Duration.ofSeconds(181));

        assertThat(events.await("delivery.unassigned.v1", toFetch)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("courier_silent");
        assertThat(town.state(inHand)).isEqualTo("picked_up");
        clock.advance(Duration.ofMinutes(7));
        events.await("delivery.incident_raised.v1", inHand);
        assertThat(town.state(inHand)).isEqualTo("picked_up");
        assertThat(events.all("delivery.incident_raised.v1", toFetch)).isEmpty();
    }

    /// An order of the store for so many thousandths of a degree from it.
    private UUID acceptedFor(int away) {
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("destination", town.point(away));
        return town.accepted(orderId, acceptance);
    }

    private Instant etaOf(UUID deliveryId) {
        return Instant.parse(town.delivery(deliveryId).text("/dropoffEta"));
    }

    private List<String> trip(UUID courierId) {
        return town.courier(courierId)
                .get("/v1/couriers/" + courierId + "/trip")
                .json()
                .path("stops")
                .valueStream()
                .map(stop -> stop.path("kind").asString("") + " "
                        + stop.path("deliveries")
                                .valueStream()
                                .map(delivery -> delivery.path("deliveryId").asString(""))
                                .sorted()
                                .toList())
                .toList();
    }

    private static List<String> sorted(UUID... ids) {
        return Stream.of(ids).map(UUID::toString).sorted().toList();
    }

    @Test
    void offersToAnotherWhenACourierDeclines() {
        UUID near = town.onShift(1);
        UUID deliveryId = town.accepted();
        UUID declined = town.offer(deliveryId, near);
        UUID far = town.onShift(3);

        town.courier(near).post("/v1/courier-offers/" + declined + "/decline", Map.of("reason", "too_heavy"));

        town.assign(deliveryId, far);
        assertThat(events.await("delivery.assigned.v1", deliveryId)
                        .at("/data/courierId")
                        .asString())
                .isEqualTo(far.toString());
    }

    @Test
    void anOfferLapsesAndGoesToAnother() {
        UUID silent = town.onShift(1);
        UUID deliveryId = town.accepted();
        UUID lapsed = town.offer(deliveryId, silent);

        clock.advance(Duration.ofSeconds(21));
        UUID other = town.onShift(3);

        town.assign(deliveryId, other);
        Answer late = town.courier(silent).post("/v1/courier-offers/" + lapsed + "/accept");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("offer_expired");
    }

    @Test
    void aCourierSilentBeforeThePickupLosesTheDelivery() {
        UUID silent = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, silent);

        clock.advance(Duration.ofSeconds(181));

        JsonNode unassigned = events.await("delivery.unassigned.v1", deliveryId);
        assertThat(unassigned.at("/data/reason").asString()).isEqualTo("courier_silent");
        UUID other = town.onShift();
        town.assign(deliveryId, other);
        JsonNode reassigned = events.await(
                "delivery.assigned.v1",
                event -> event.at("/data/courierId").asString("").equals(other.toString()));
        assertThat(reassigned.at("/data/attempt").asInt()).isEqualTo(2);
        assertThat(town.step(silent, deliveryId, "arrive-at-pickup").status()).isEqualTo(404);
    }

    @Test
    void aCourierWhoIsHeardOfKeepsTheDelivery() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);

        clock.advance(Duration.ofSeconds(150));
        town.heard(courierId);
        clock.advance(Duration.ofSeconds(60));

        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> town.state(deliveryId).equals("assigned"));
    }

    /// Heard of every minute, at the store, and yet: an order must not wait for them for ever.
    @Test
    void aCourierWhoNeverFetchesTheBagLosesTheDelivery() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);
        town.step(courierId, deliveryId, "arrive-at-pickup");
        town.ready(deliveryId);

        for (int minute = 0; minute < 58; minute += 2) {
            clock.advance(Duration.ofMinutes(2));
            town.heard(courierId);
        }
        assertThat(town.state(deliveryId)).isEqualTo("at_pickup");
        for (int minute = 0; minute < 8; minute += 2) {
            clock.advance(Duration.ofMinutes(2));
            town.heard(courierId);
        }

        JsonNode unassigned = events.await("delivery.unassigned.v1", deliveryId);
        assertThat(unassigned.at("/data/reason").asString()).isEqualTo("pickup_overdue");
        events.await("delivery.no_courier.v1", deliveryId);
    }

    @Test
    void aCourierSilentWithTheBagIsAnIncidentThatAnOperatorDecides() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);

        clock.advance(Duration.ofSeconds(601));

        JsonNode raised = events.await("delivery.incident_raised.v1", deliveryId);
        assertThat(raised.at("/data/reason").asString()).isEqualTo("courier_silent");
        assertThat(town.state(deliveryId)).isEqualTo("picked_up");
        String incident = "/v1/incidents/" + raised.at("/data/incidentId").asString();
        assertThat(town.operator().get(incident).text("/state")).isEqualTo("open");
        assertThat(town.fleet().get("/v1/incidents?state=open").json().path("items"))
                .hasSize(1);
        Answer resolved = town.operator().post(incident + "/resolve", Map.of("decision", "bring_back"));
        assertThat(resolved.text("/decision")).isEqualTo("bring_back");
        assertThat(town.operator()
                        .post(incident + "/resolve", Map.of("decision", "keep_going"))
                        .code())
                .isEqualTo("incident_resolved");
        events.await("delivery.incident_resolved.v1", deliveryId);
        events.await("delivery.returning.v1", deliveryId);
        town.step(courierId, deliveryId, "return", Map.of("bagCode", town.bagCode(deliveryId)));
        assertThat(events.await("delivery.returned.v1", deliveryId)
                        .at("/data/fault")
                        .asString())
                .isEqualTo("courier");
    }

    @Test
    void bringsTheBagBackWhenTheRecipientCannotBeReached() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        String firstCode = town.bagCode(deliveryId);
        town.step(courierId, deliveryId, "arrive-at-dropoff");

        town.step(courierId, deliveryId, "fail", Map.of("reason", "recipient_unreachable"));

        JsonNode returning = events.await("delivery.returning.v1", deliveryId);
        assertThat(returning.at("/data/fault").asString()).isEqualTo("resident");
        assertThat(town.bagCode(deliveryId)).matches("\\d{6}");
        assertThat(town.step(courierId, deliveryId, "return", Map.of()).code()).isEqualTo("code_required");
        Answer returned = town.store().post("/v1/deliveries/" + deliveryId + "/return", Map.of());
        assertThat(returned.text("/state")).isEqualTo("returned");
        assertThat(returned.text("/reason")).isEqualTo("recipient_unreachable");
        events.await("delivery.returned.v1", deliveryId);
        assertThat(firstCode).hasSize(6);
    }

    @Test
    void leavesTheBagAtTheDoorWithAPhotoWhereThatWasChosen() {
        UUID courierId = town.onShift();
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("unreachable", "leave_at_door");
        UUID deliveryId = town.accepted(orderId, acceptance);
        town.pickedUp(deliveryId, courierId);
        assertThat(town.step(courierId, deliveryId, "fail", Map.of("reason", "recipient_unreachable"))
                        .code())
                .isEqualTo("leave_at_door_chosen");
        assertThat(town.step(courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door"))
                        .code())
                .isEqualTo("photo_required");

        Answer photo = town.courier(courierId)
                .post("/v1/deliveries/" + deliveryId + "/photos", jpeg(1), "application/octet-stream");
        Answer handedOver = town.step(
                courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door", "photoId", photo.text("/photoId")));

        assertThat(handedOver.text("/proof")).isEqualTo("left_at_door");
        assertThat(town.platform()
                        .get("/v1/deliveries/" + deliveryId + "/photos/" + photo.text("/photoId"))
                        .status())
                .isEqualTo(200);
        assertThat(api.anonymous().get(photo.text("/link")).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(11));
        assertThat(api.anonymous().get(photo.text("/link")).status()).isEqualTo(404);
    }

    @Test
    void endsWithItsOrderBeforeThePickupAndNotAfter() {
        UUID courierId = town.onShift();
        UUID before = town.accepted();
        town.assign(before, courierId);
        town.cancelled(town.orderOf(before), "accepted");
        events.await("delivery.cancelled.v1", before);
        UUID after = town.accepted();
        town.pickedUp(after, courierId);

        town.cancelled(town.orderOf(after), "ready");

        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> town.state(after).equals("picked_up"));
        assertThat(town.state(before)).isEqualTo("cancelled");
    }

    @Test
    void withoutACourierAlertsAfterTenMinutesAndEndsAfterTwenty() {
        UUID deliveryId = town.accepted();
        town.ready(deliveryId);

        clock.advance(Duration.ofMinutes(10));
        events.await("delivery.courier_wanted.v1", deliveryId);
        assertThat(town.state(deliveryId)).isEqualTo("pending");
        clock.advance(Duration.ofMinutes(10));

        events.await("delivery.no_courier.v1", deliveryId);
        assertThat(town.delivery(deliveryId).text("/reason")).isEqualTo("no_courier");
    }

    @Test
    void aCourierWithdrawsAndTheDeliveryIsOfferedToOthers() {
        UUID first = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, first);

        Answer withdrawn = town.step(first, deliveryId, "withdraw", Map.of("reason", "vehicle_broken"));
        Answer again = town.step(first, deliveryId, "withdraw", Map.of("reason", "vehicle_broken"));

        assertThat(withdrawn.text("/state")).isEqualTo("pending");
        assertThat(again.status()).isEqualTo(200);
        UUID second = town.onShift();
        town.assign(deliveryId, second);
        assertThat(town.step(first, deliveryId, "withdraw", Map.of("reason", "other"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void fiveWrongCodesLockUntilTheStoreIssuesAnother() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);
        String code = town.bagCode(deliveryId);

        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", Town.otherThan(code)))
                            .code())
                    .isEqualTo("wrong_code");
        }

        Answer locked = town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", code));
        assertThat(locked.code()).isEqualTo("code_locked");
        Answer reissued = town.store().post("/v1/deliveries/" + deliveryId + "/bag-code/reissue");
        assertThat(town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", reissued.text("/code")))
                        .text("/state"))
                .isEqualTo("picked_up");
        assertThat(events.all().toString()).doesNotContain(reissued.text("/code") + "\"");
    }

    @Test
    void duplicatesAndEarlyEventsHaveOneEffect() {
        UUID orderId = UUID.randomUUID();
        UUID ready = UUID.randomUUID();
        Map<String, Object> readyData = Map.of(
                "orderId",
                orderId.toString(),
                "storeId",
                town.storeId.toString(),
                "readyAt",
                clock.instant().toString());
        sender.send(ready, "/order-service", "order.ready.v1", orderId, 2, readyData);
        sender.send(ready, "/order-service", "order.ready.v1", orderId, 2, readyData);
        UUID accepted = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        sender.send(accepted, "/order-service", "order.accepted.v1", orderId, 1, acceptance);
        sender.send(accepted, "/order-service", "order.accepted.v1", orderId, 1, acceptance);

        UUID deliveryId = town.created(orderId);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> town.delivery(deliveryId).json().path("ready").asBoolean(false));
        assertThat(events.all().stream()
                        .filter(event -> event.path("type").asString("").equals("delivery.created.v1")
                                && event.at("/data/orderId").asString("").equals(orderId.toString())))
                .hasSize(1);
    }

    @Test
    void anOrderThatIsFetchedHasNoDelivery() {
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("fulfilment", "pickup");
        sender.send("/order-service", "order.accepted.v1", orderId, 1, acceptance);
        town.cancelled(orderId, "ready");
        UUID other = town.accepted();

        assertThat(town.state(other)).isEqualTo("pending");
        assertThat(town.operator()
                        .get("/v1/deliveries?orderId=" + orderId)
                        .json()
                        .path("items"))
                .isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> jdbc.sql("SELECT count(*) FROM parked_event")
                                .query(Long.class)
                                .single()
                        == 0);
    }

    @Test
    void twoInstancesGiveEachDeliveryToOneCourierAndNobodyTooMany() {
        try (SecondInstance second = SecondInstance.start(DispatchServiceApplication.class, environment)) {
            List<UUID> couriers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                couriers.add(town.onShift(i % 3));
            }
            List<UUID> deliveries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                deliveries.add(town.accepted());
            }
            Set<UUID> assigned = new HashSet<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (UUID courierId : couriers) {
                    Answer task = town.courier(courierId)
                            .at(assigned.size() % 2 == 0 ? api.base() : second.uri())
                            .get("/v1/couriers/" + courierId + "/next-task");
                    if (task.text("/kind").equals("offer")) {
                        String accept = "/v1/courier-offers/" + task.text("/offer/offerId") + "/accept";
                        // Both instances at once: the same courier answers twice.
                        Answer one = town.courier(courierId).post(accept);
                        Answer two = town.courier(courierId).at(second.uri()).post(accept);
                        assertThat(List.of(one.status(), two.status())).containsOnly(200);
                        assigned.add(UUID.fromString(task.text("/offer/deliveryId")));
                    }
                }
                return assigned.containsAll(deliveries);
            });

            deliveries.forEach(deliveryId ->
                    assertThat(events.all("delivery.assigned.v1", deliveryId)).hasSizeLessThanOrEqualTo(1));
            couriers.forEach(courierId -> assertThat(town.courier(courierId)
                            .get("/v1/couriers/" + courierId)
                            .json()
                            .path("openDeliveries")
                            .asInt())
                    .isLessThanOrEqualTo(3));
        }
    }

    private List<Long> sequences(UUID deliveryId) {
        return events.all().stream()
                .filter(event -> event.path("subject").asString("").equals(deliveryId.toString()))
                .map(event -> Long.valueOf(event.path("sequence").asString("0")))
                .toList();
    }

    private List<String> history(UUID deliveryId) {
        return town.platform()
                .get("/v1/deliveries/" + deliveryId + "/history")
                .json()
                .path("changes")
                .valueStream()
                .map(change -> change.path("state").asString(""))
                .toList();
    }
}
