package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// An order takes the resident's old fridge along; the test plays recycling-service.
class OldForNewJourneyIT extends Journey {

    private static final Map<String, Object> STANDING =
            Map.of("floor", 3, "lift", true, "where", "inside", "assisted", false);

    private final UUID residentId = UUID.randomUUID();

    @Test
    void theOldOneIsAskedForOnceAStoreHasTheOrder() {
        UUID orderId = place(withOld(List.of(item(2, "fridge"))));
        assertThat(order(orderId).at("/takeBack/state").asString()).isEqualTo("wanted");
        published.await("order.authorised.v1", orderId);
        accept(orderId, offer(orderId, STORE, 1));
        JsonNode asked = asked(orderId);

        assertThat(asked.at("/data/residentId").asString()).isEqualTo(residentId.toString());
        assertThat(asked.at("/data/items/0/code").asString()).isEqualTo("fridge");
        assertThat(asked.toString()).doesNotContain("Ninghai").doesNotContain("13800000000");
        UUID pickupId = UUID.randomUUID();
        answer(asked, Map.of("outcome", "booked", "pickupId", pickupId, "start", in(86_400), "end", in(2 * 86_400)));
        JsonNode booked = awaitField(orderId, "/takeBack/state", "booked");
        assertThat(booked.at("/takeBack/pickupId").asString()).isEqualTo(pickupId.toString());

        Answer cancel = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        assertThat(cancel.status()).as(cancel.body()).isLessThan(300);
        published.await(
                "takeback.withdrawn.v1",
                UUID.fromString(asked.at("/data/takeBackId").asString()));
        awaitField(orderId, "/takeBack/state", "withdrawn");
    }

    @Test
    void anOrderThatNoStoreTookAsksForNothing() {
        UUID orderId = placeAuthorised(withOld(List.of(item(1, "fridge"))));

        asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        awaitField(orderId, "/takeBack/state", "withdrawn");
        assertThat(published.all().stream().filter(event -> isAsked(event, orderId)))
                .isEmpty();
    }

    @Test
    void whatIsRefusedSaysWhy() {
        UUID orderId = accepted(withOld(List.of(item(1, "piano"))));

        answer(asked(orderId), Map.of("outcome", "refused", "reason", "item_unknown"));

        assertThat(awaitField(orderId, "/takeBack/state", "refused")
                        .at("/takeBack/reason")
                        .asString())
                .isEqualTo("item_unknown");
    }

    @Test
    void refusesOldOnesWithoutNewOnes() {
        expectRefused(withOld(List.of(item(3, "fridge"))), "take_back_line_unknown", "takeBack.items[0].line");
        expectRefused(
                withOld(List.of(item(1, "fridge"), item(1, "washer"), item(1, "oven"))),
                "take_back_more_than_new",
                "takeBack.items[2].line");
        expectRefused(
                with(delivery(), "takeBack", Map.of("items", List.of(item(1, "fridge")), "standing", STANDING)),
                "take_back_not_possible",
                "takeBack");
        Map<String, Object> fetched = with(pickup(), "residentId", residentId);
        expectRefused(
                with(fetched, "takeBack", Map.of("items", List.of(item(1, "fridge")), "standing", STANDING)),
                "take_back_not_possible",
                "takeBack");
    }

    private void expectRefused(Map<String, Object> order, String code, String field) {
        Answer answer = asPlatform().post("/v1/orders", order);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.text("/fields/0/field")).isEqualTo(field);
    }

    private static Map<String, Object> item(int line, String code) {
        return Map.of("line", line, "code", code, "condition", "working");
    }

    private Map<String, Object> withOld(List<Map<String, Object>> items) {
        Map<String, Object> order = new LinkedHashMap<>(delivery());
        order.put("residentId", residentId);
        order.put("takeBack", Map.of("items", items, "standing", STANDING));
        return order;
    }

    private JsonNode asked(UUID orderId) {
        return Awaitility.await("take back")
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> published.all().stream()
                                .filter(event -> isAsked(event, orderId))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static boolean isAsked(JsonNode event, UUID orderId) {
        return event.path("type").asString().equals("takeback.asked.v1")
                && event.at("/data/orderId").asString().equals(orderId.toString());
    }

    private void answer(JsonNode asked, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>(more);
        data.put("takeBackId", asked.at("/data/takeBackId").asString());
        data.put("orderId", asked.at("/data/orderId").asString());
        data.put("answeredAt", in(0));
        sender.send(
                "/recycling-service",
                "takeback.answered.v1",
                UUID.fromString(asked.at("/data/takeBackId").asString()),
                1,
                data);
    }
}
