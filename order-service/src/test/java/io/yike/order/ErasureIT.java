package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A resident is forgotten, and it can be shown that they are.
class ErasureIT extends Journey {

    private static final List<String> OTHERS = List.of("booking", "dispatch", "identity", "recycling", "webhook");

    private final UUID residentId = UUID.randomUUID();
    private final Caller resident = Tokens.caller(Role.RESIDENT, "resident:" + residentId);

    @Test
    void forgetsAResidentHereAtOnceAndIsDoneWhenAllOthersHave() {
        UUID orderId = ended();
        String before = everythingOf(orderId);

        Answer begun = erase(api.as(resident));
        JsonNode told = published.await("resident.erased.v1", begun.text("/erasureId"));

        assertThat(before).contains("Lin", "+8613800000000", "Ninghai", "31.2304");
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        assertThat(everythingOf(orderId)).doesNotContain("Lin", "+8613800000000", "Ninghai", "31.2304");
        assertThat(told.at("/data/residentId").asString()).isEqualTo(residentId.toString());
        assertThat(told.toString()).doesNotContain("Lin", "Ninghai");
        JsonNode order = api.as(Tokens.operator()).get("/v1/orders/" + orderId).json();
        assertThat(order.path("state").asString()).isEqualTo("cancelled");
        assertThat(order.at("/total/amount").asLong()).isPositive();
        assertThat(order.has("recipient")).isFalse();
        assertThat(states(begun))
                .isEqualTo(Map.of(
                        "booking-service", "pending",
                        "dispatch-service", "pending",
                        "identity-service", "pending",
                        "order-service", "forgotten",
                        "recycling-service", "pending",
                        "webhook-service", "pending"));

        OTHERS.forEach(service -> saysForgotten(service, begun.text("/erasureId")));
        // Told twice, it is the same.
        saysForgotten("dispatch", begun.text("/erasureId"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> read(begun).text("/state").equals("done"));
        assertThat(states(read(begun)).values()).containsOnly("forgotten");
    }

    @Test
    void waitsForNobodyButRefusesWhileAnOrderIsUnderWay() {
        UUID orderId = placedByResident();

        Answer refused = erase(api.as(resident));
        cancel(orderId);
        Answer begun = erase(api.as(Tokens.operator()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("orders_under_way");
        assertThat(refused.text("/fields/0/field")).isEqualTo("residentId");
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
    }

    @Test
    void refusesWhileTheBagOfAnEndedOrderIsOnItsWayBack() {
        UUID orderId = ended();
        jdbc.sql("update orders set delivery = '{\"phase\": \"RETURNING\"}' where id = :id")
                .param("id", orderId)
                .update();

        assertThat(erase(api.as(resident)).code()).isEqualTo("orders_under_way");
    }

    @Test
    void erasesOncePerKeyAndAgainWithoutHarm() {
        ended();
        ApiClient once = api.as(resident).withHeader("Idempotency-Key", "erase-" + residentId);

        Answer first = erase(once);
        Answer repeated = erase(once);
        Answer again = erase(api.as(resident));
        Answer other = api.as(Tokens.operator())
                .withHeader("Idempotency-Key", "erase-another-" + residentId)
                .post("/v1/erasures", Map.of("residentId", UUID.randomUUID()));
        Answer reused = api.as(Tokens.operator())
                .withHeader("Idempotency-Key", "erase-another-" + residentId)
                .post("/v1/erasures", Map.of("residentId", residentId));

        assertThat(repeated.json()).isEqualTo(first.json());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("/erasureId")).isNotEqualTo(first.text("/erasureId"));
        assertThat(other.status()).isEqualTo(201);
        assertThat(reused.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void showsWhoWasShownARecipientAPageAtATime() {
        UUID orderId = accepted(delivery());
        for (int i = 0; i < 3; i++) {
            api.as(Tokens.service()).get("/v1/orders/" + orderId + "/recipient");
            clock.advance(Duration.ofSeconds(1));
        }
        ApiClient operator = api.as(Tokens.operator());

        Answer first = operator.get("/v1/recipient-readings?limit=2&orderId=" + orderId);
        Answer second = operator.get(
                "/v1/recipient-readings?limit=2&orderId=" + orderId + "&cursor=" + first.text("/nextCursor"));

        assertThat(first.json().path("items").size()).isEqualTo(2);
        assertThat(second.json().path("items").size()).isEqualTo(1);
        assertThat(second.json().has("nextCursor")).isFalse();
        assertThat(first.text("/items/0/reader")).isEqualTo(Tokens.service().clientId());
        assertThat(first.text("/items/0/readAt")).isGreaterThan(second.text("/items/0/readAt"));
        assertThat(operator.get("/v1/recipient-readings?residentId=" + residentId)
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(operator.get("/v1/recipient-readings?cursor=x").code()).isEqualTo("invalid_cursor");
    }

    @Test
    void keepsThatAnOperatorLookedAtARecipient() {
        UUID orderId = accepted(delivery());
        ApiClient operator = api.as(Tokens.operator());
        asPlatform().get("/v1/orders/" + orderId);

        assertThat(operator.get("/v1/orders/" + orderId).text("/recipient/phone"))
                .startsWith("+86");

        Answer readings = operator.get("/v1/recipient-readings?orderId=" + orderId);
        assertThat(readings.json()
                        .path("items")
                        .valueStream()
                        .map(reading -> reading.path("reader").asString()))
                .isNotEmpty()
                .containsOnly(Tokens.operator().subject());
    }

    private Answer erase(ApiClient client) {
        return client.post("/v1/erasures", Map.of("residentId", residentId));
    }

    private Answer read(Answer begun) {
        return api.as(resident).get("/v1/erasures/" + begun.text("/erasureId"));
    }

    private static Map<String, String> states(Answer erasure) {
        Map<String, String> states = new java.util.TreeMap<>();
        erasure.json()
                .path("services")
                .forEach(at -> states.put(
                        at.path("service").asString(), at.path("state").asString()));
        return states;
    }

    private void saysForgotten(String service, String erasureId) {
        sender.send(
                "/" + service + "-service",
                "resident.forgotten_by_" + service + ".v1",
                erasureId,
                1,
                Map.of("erasureId", erasureId, "forgottenAt", in(0)));
    }

    private UUID ended() {
        UUID orderId = placedByResident();
        cancel(orderId);
        return orderId;
    }

    private UUID placedByResident() {
        Answer placed = api.as(resident).post("/v1/orders", delivery());
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return UUID.fromString(placed.text("/orderId"));
    }

    private void cancel(UUID orderId) {
        Answer cancelled = api.as(resident).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
    }

    /// All that the tables say of the order and of who it is for.
    private String everythingOf(UUID orderId) {
        return String.join(
                "\n", jdbc.sql("""
                        select o::text from orders o where id = :id
                        union all select c::text from order_contact c where order_id = :id
                        union all select t::text from timeline_entry t where order_id = :id
                        union all select k::text from idempotency_key k where body like '%' || :id::text || '%'
                        """).param("id", orderId).query(String.class).list());
    }
}
