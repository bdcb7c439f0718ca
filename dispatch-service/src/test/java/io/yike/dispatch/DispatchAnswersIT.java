package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.jdbc.Row;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What strangers, repeated calls and calls at the wrong time are told.
class DispatchAnswersIT extends Journey {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    /// Reading everything is made so dear that the plan has it only where there is no other way.
    @Test
    void findsWhatIsSomebodysWithoutReadingAllDeliveriesThereWere() {
        for (String whose : List.of("holder", "courier_id", "fleet_id", "store_id", "platform_id", "resident_id")) {
            List<String> plan = transactions.execute(_ -> {
                jdbc.sql("SET LOCAL enable_seqscan = off").update();
                return jdbc.sql("EXPLAIN SELECT * FROM delivery WHERE " + whose + " = :party")
                        .param("party", town.storeId)
                        .query(Row.to(row -> row.text("QUERY PLAN")))
                        .list();
            });

            assertThat(plan).as(whose).isNotEmpty().noneMatch(step -> step.contains("Seq Scan"));
        }
    }

    @Test
    void anothersThingsAreNotThere() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        UUID offerId = town.offer(deliveryId, courierId);
        Town strangers = another();
        ApiClient courier = strangers.courier(strangers.registered());
        ApiClient store = strangers.store();
        String ofCourier = "/v1/couriers/" + courierId;
        String offer = "/v1/courier-offers/" + offerId;
        String delivery = "/v1/deliveries/" + deliveryId;
        Map<String, Object> position = Map.of(
                "positions",
                List.of(Map.of("point", town.point(0), "at", clock.instant().toString())));

        assertThat(List.of(
                        courier.get(ofCourier),
                        courier.post(ofCourier + "/shift/start"),
                        courier.post(ofCourier + "/shift/end"),
                        courier.post(ofCourier + "/positions", position),
                        courier.get(ofCourier + "/next-task"),
                        courier.get(ofCourier + "/trip"),
                        courier.get(ofCourier + "/earnings?day=2026-11-23"),
                        courier.get(offer),
                        courier.post(offer + "/accept"),
                        courier.post(offer + "/decline", Map.of("reason", "other")),
                        courier.get(delivery),
                        courier.get(delivery + "/history"),
                        courier.get(delivery + "/recipient"),
                        courier.post(delivery + "/withdraw", Map.of("reason", "other")),
                        courier.post(delivery + "/arrive-at-pickup"),
                        courier.post(delivery + "/pick-up", Map.of("bagCode", "000000")),
                        courier.post(delivery + "/arrive-at-dropoff"),
                        courier.post(delivery + "/hand-over", Map.of("proof", "photo")),
                        courier.post(delivery + "/fail", Map.of("reason", "cannot_pay")),
                        courier.post(delivery + "/return", Map.of()),
                        store.post(delivery + "/return", Map.of()),
                        store.get(delivery + "/bag-code"),
                        store.post(delivery + "/bag-code/reissue"),
                        store.post(delivery + "/recipient-code/reissue"),
                        strangers.platform().get(delivery + "/recipient-code"),
                        courier.post(delivery + "/photos", jpeg(1), "application/octet-stream"),
                        courier.get(delivery + "/photos/" + UUID.randomUUID()),
                        town.operator().get(delivery + "/photos/" + UUID.randomUUID()),
                        api.anonymous()
                                .get(delivery + "/photos/" + UUID.randomUUID()
                                        + "/content?expires=99999999999&signature=" + "A".repeat(43)),
                        town.operator().get("/v1/incidents/" + UUID.randomUUID()),
                        town.operator()
                                .post(
                                        "/v1/incidents/" + UUID.randomUUID() + "/resolve",
                                        Map.of("decision", "keep_going"))))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(404))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("not_found"));
        assertThat(courier.get("/v1/deliveries").json().path("items")).isEmpty();
        assertThat(courier.get("/v1/courier-offers").json().path("items")).isEmpty();
        assertThat(strangers.fleet().get("/v1/couriers").json().path("items")).hasSize(1);
        assertThat(town.recipientCode(deliveryId)).matches("\\d{6}");
    }

    @Test
    void theStoreDoesNotSeeTheDropoffNorTheRecipientCode() {
        UUID deliveryId = town.accepted();

        assertThat(town.store().get("/v1/deliveries/" + deliveryId).json().has("dropoff"))
                .isFalse();
        assertThat(town.store()
                        .get("/v1/deliveries/" + deliveryId + "/recipient-code")
                        .status())
                .isEqualTo(403);
        assertThat(town.platform().get("/v1/deliveries/" + deliveryId).json().has("dropoff"))
                .isTrue();
        Answer reissued = town.store().post("/v1/deliveries/" + deliveryId + "/recipient-code/reissue");
        assertThat(reissued.status()).isEqualTo(200);
        assertThat(reissued.json().has("code")).isFalse();
    }

    @Test
    void aDeliveryThatHasEndedTakesNoMoreSteps() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        String delivery = "/v1/deliveries/" + deliveryId;
        town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));
        ApiClient courier = town.courier(courierId);

        assertThat(List.of(
                        courier.post(delivery + "/withdraw", Map.of("reason", "other")),
                        courier.post(delivery + "/arrive-at-pickup"),
                        courier.post(delivery + "/pick-up", Map.of("bagCode", "000000")),
                        courier.post(delivery + "/arrive-at-dropoff"),
                        courier.post(delivery + "/fail", Map.of("reason", "cannot_pay")),
                        courier.post(delivery + "/return", Map.of()),
                        courier.get(delivery + "/recipient"),
                        town.store().post(delivery + "/bag-code/reissue"),
                        town.store().post(delivery + "/recipient-code/reissue"),
                        courier.post(delivery + "/photos", jpeg(1), "application/octet-stream")))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(409))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("delivery_state"));
        assertThat(courier.post(delivery + "/hand-over", Map.of("proof", "photo"))
                        .text("/state"))
                .isEqualTo("delivered");
    }

    @Test
    void aHandOverBeforeThePickupIsNotPossible() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);

        Answer answer = town.step(courierId, deliveryId, "hand-over", Map.of("proof", "photo"));

        assertThat(answer.code()).isEqualTo("delivery_state");
        assertThat(town.courier(courierId)
                        .post("/v1/couriers/" + courierId + "/shift/end")
                        .code())
                .isEqualTo("delivery_under_way");
    }

    @Test
    void theWayToTheDoorNeedsMoneyCodeOrPhoto() {
        UUID courierId = town.onShift();
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("collect", Map.of("method", "cash", "amount", Town.money(1700)));
        UUID deliveryId = town.accepted(orderId, acceptance);
        town.pickedUp(deliveryId, courierId);

        assertThat(town.step(courierId, deliveryId, "hand-over", Map.of("proof", "recipient_code"))
                        .code())
                .isEqualTo("must_be_collected");
        Answer failed = town.step(
                courierId,
                deliveryId,
                "fail",
                Map.of("reason", "cannot_pay", "photoId", UUID.randomUUID().toString()));
        assertThat(failed.code()).isEqualTo("photo_unknown");
        town.step(courierId, deliveryId, "fail", Map.of("reason", "cannot_pay"));
        assertThat(town.step(
                                courierId,
                                deliveryId,
                                "return",
                                Map.of("bagCode", Town.otherThan(town.bagCode(deliveryId))))
                        .code())
                .isEqualTo("wrong_code");
    }

    @Test
    void photosAreLookedAt() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);
        String photos = "/v1/deliveries/" + deliveryId + "/photos";
        ApiClient courier = town.courier(courierId);

        Answer text = courier.post(photos, "#!/bin/sh".getBytes(java.nio.charset.StandardCharsets.UTF_8), octets());
        assertThat(text.code()).isEqualTo("not_a_photo");
        byte[] large = new byte[5 * 1024 * 1024 + 1];
        System.arraycopy(jpeg(0), 0, large, 0, 11);
        assertThat(courier.post(photos, large, octets()).code()).isEqualTo("body_too_large");
        String first = courier.post(photos, jpeg(0), octets()).text("/photoId");
        for (int seed = 0; seed < 10; seed++) {
            assertThat(courier.post(photos, jpeg(seed), octets()).status()).isEqualTo(201);
        }
        assertThat(courier.post(photos, jpeg(0), octets()).text("/photoId")).isEqualTo(first);
        assertThat(courier.post(photos, jpeg(11), octets()).code()).isEqualTo("too_many_photos");
        Answer photo = courier.get(photos + "/" + first);
        String forged = photo.text("/link").replaceFirst("expires=\\d", "expires=9");
        assertThat(api.anonymous().get(forged).status()).isEqualTo(404);
    }

    @Test
    void offersAreAnsweredOnce() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        UUID offerId = town.offer(deliveryId, courierId);
        String offer = "/v1/courier-offers/" + offerId;
        ApiClient courier = town.courier(courierId);

        assertThat(courier.get(offer).text("/state")).isEqualTo("open");
        assertThat(courier.post(offer + "/decline", Map.of("reason", "too_far")).status())
                .isEqualTo(200);
        assertThat(courier.post(offer + "/decline", Map.of("reason", "too_far")).status())
                .isEqualTo(200);
        assertThat(courier.post(offer + "/accept").code()).isEqualTo("offer_declined");
        UUID other = town.onShift(1);
        UUID accepted = town.offer(deliveryId, other);
        town.courier(other).post("/v1/courier-offers/" + accepted + "/accept");
        Answer again = town.courier(other).post("/v1/courier-offers/" + accepted + "/accept");
        assertThat(again.text("/state")).isEqualTo("assigned");
        assertThat(town.courier(other)
                        .post("/v1/courier-offers/" + accepted + "/decline", Map.of("reason", "other"))
                        .code())
                .isEqualTo("offer_accepted");
        assertThat(town.fleet()
                        .get("/v1/courier-offers?deliveryId=" + deliveryId + "&state=declined")
                        .json()
                        .path("items"))
                .hasSize(1);
    }

    @Test
    void endingTheShiftTakesTheOfferBack() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        UUID offerId = town.offer(deliveryId, courierId);
        ApiClient courier = town.courier(courierId);

        Answer ended = courier.post("/v1/couriers/" + courierId + "/shift/end");

        assertThat(ended.json().path("onShift").asBoolean(true)).isFalse();
        assertThat(courier.post("/v1/courier-offers/" + offerId + "/accept").code())
                .isEqualTo("offer_withdrawn");
        assertThat(town.heard(courierId).code()).isEqualTo("not_on_shift");
    }

    @Test
    void oldAndFuturePositionsAreIgnoredAndAStaleOneIsNone() {
        UUID courierId = town.onShift();
        String courier = "/v1/couriers/" + courierId;
        Answer receipt = town.courier(courierId)
                .post(
                        courier + "/positions",
                        Map.of(
                                "positions",
                                List.of(
                                        Map.of(
                                                "point",
                                                town.point(1),
                                                "at",
                                                clock.instant()
                                                        .minus(Duration.ofMinutes(3))
                                                        .toString()),
                                        Map.of(
                                                "point",
                                                town.point(1),
                                                "at",
                                                clock.instant()
                                                        .plus(Duration.ofMinutes(3))
                                                        .toString()),
                                        Map.of(
                                                "point",
                                                town.point(2),
                                                "at",
                                                clock.instant().toString()))));

        assertThat(receipt.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(receipt.json().path("ignored").asInt()).isEqualTo(2);
        assertThat(town.courier(courierId).get(courier).json().has("position")).isTrue();
        clock.advance(Duration.ofSeconds(125));
        assertThat(town.courier(courierId).get(courier).json().has("position")).isFalse();
    }

    @Test
    void theSupplyFeedCountsFreeCouriersPerArea() {
        town.onShift();
        town.onShift();
        clock.advance(Duration.ofSeconds(3));

        Answer supply = api.as(Tokens.service()).get("/v1/supply");

        JsonNode area = supply.json()
                .path("areas")
                .valueStream()
                .filter(candidate -> candidate.path("freeCouriers").asInt() == 2)
                .filter(candidate -> Math.abs(candidate.at("/centre/lat").asDouble() - town.lat) < 0.01)
                .findFirst()
                .orElseThrow();
        assertThat(area.path("expectedArrivalSeconds").asLong()).isBetween(0L, 400L);
    }

    @Test
    void registersOnceHoweverOftenItIsSent() {
        ApiClient fleet =
                town.fleet().withHeader("Idempotency-Key", UUID.randomUUID().toString());
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            ids.add(fleet.post("/v1/couriers", Map.of("name", "Li Na")).text("/courierId"));
        }

        assertThat(ids).hasSize(1);
        assertThat(fleet.post("/v1/couriers", Map.of("name", "Another")).code()).isEqualTo("idempotency_key_reused");
        Answer foreign = town.fleet()
                .post(
                        "/v1/couriers",
                        Map.of("name", "Li Na", "fleetId", UUID.randomUUID().toString()));
        assertThat(foreign.code()).isEqualTo("fleet_not_yours");
    }

    @Test
    void aReissueIsCountedOnceAndItsKeyIsForOneDelivery() {
        UUID one = town.accepted();
        UUID other = town.accepted();
        ApiClient store =
                town.store().withHeader("Idempotency-Key", UUID.randomUUID().toString());

        String code = store.post("/v1/deliveries/" + one + "/bag-code/reissue").text("/code");

        assertThat(store.post("/v1/deliveries/" + one + "/bag-code/reissue").text("/code"))
                .isEqualTo(code);
        assertThat(store.post("/v1/deliveries/" + other + "/bag-code/reissue").code())
                .isEqualTo("idempotency_key_reused");
        store.post("/v1/deliveries/" + one + "/recipient-code/reissue");
        assertThat(store.post("/v1/deliveries/" + other + "/recipient-code/reissue")
                        .code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void theCourierHasThePointWhenOrderServiceIsAway() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.assign(deliveryId, courierId);

        Answer recipient = town.courier(courierId).get("/v1/deliveries/" + deliveryId + "/recipient");

        assertThat(recipient.status()).isEqualTo(200);
        assertThat(recipient.json().has("point")).isTrue();
        assertThat(recipient.json().has("details")).isFalse();
    }

    @Test
    void theLongPollEndsWhenAnOfferComes() {
        UUID courierId = town.onShift();
        long start = System.nanoTime();
        UUID deliveryId = town.accepted();

        Answer task = town.courier(courierId).get("/v1/couriers/" + courierId + "/next-task?waitSeconds=15");

        assertThat(task.text("/offer/deliveryId")).isEqualTo(deliveryId.toString());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(14));
    }

    @Test
    void pagesDoNotRepeatNorSkip() {
        Set<UUID> all = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            all.add(town.accepted());
        }
        Set<UUID> seen = new HashSet<>();
        String cursor = "";
        int pages = 0;
        do {
            Answer page = town.store().get("/v1/deliveries?limit=2" + cursor);
            page.json()
                    .path("items")
                    .forEach(item -> assertThat(seen.add(
                                    UUID.fromString(item.path("deliveryId").asString())))
                            .isTrue());
            cursor = page.text("/nextCursor").isEmpty() ? "" : "&cursor=" + page.text("/nextCursor");
            pages++;
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(all);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void anIncidentIsDecidedOnlyWhileItMakesSense() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        clock.advance(Duration.ofSeconds(601));
        JsonNode raised = events.await("delivery.incident_raised.v1", deliveryId);
        String incident = "/v1/incidents/" + raised.at("/data/incidentId").asString();
        town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));

        Answer lost = town.operator().post(incident + "/resolve", Map.of("decision", "declare_lost"));
        Answer kept = town.operator().post(incident + "/resolve", Map.of("decision", "keep_going"));

        assertThat(lost.code()).isEqualTo("delivery_state");
        assertThat(kept.text("/state")).isEqualTo("resolved");
        assertThat(town.operator()
                        .as(Tokens.caller(Role.FLEET, "fleet:" + UUID.randomUUID()))
                        .get(incident)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aSecondRegistrationWithTheSameKeyAtOnceIsInProgressOrTheSame() {
        String key = UUID.randomUUID().toString();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            ApiClient fleet = town.fleet()
                    .withHeader(
                            "Idempotency-Key",
                            key + UUID.randomUUID().toString().substring(0, 8));
            List<Integer> statuses = java.util.stream.IntStream.range(0, 16)
                    .parallel()
                    .mapToObj(_ ->
                            fleet.post("/v1/couriers", Map.of("name", "Li Na")).status())
                    .toList();
            assertThat(statuses).allMatch(status -> status == 201 || status == 409);
            return statuses.contains(409);
        });
    }

    private static String octets() {
        return "application/octet-stream";
    }
}
