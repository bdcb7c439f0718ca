package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A resident pays with what recycling-service owes them; the test plays recycling-service.
class CreditJourneyIT extends Journey {

    private static final Map<String, Object> BY_CREDIT = Map.of("method", "credit");

    private final UUID residentId = UUID.randomUUID();
    private final Caller resident = Tokens.caller(Role.RESIDENT, "resident:" + residentId);

    @Test
    void creditIsHeldSpentAndGivenBack() {
        UUID orderId = placeByCredit();
        JsonNode hold = asked(orderId, "hold");
        assertThat(hold.at("/data/residentId").asString()).isEqualTo(residentId.toString());
        assertThat(hold.at("/data/amount/amount").asLong()).isEqualTo(2900);

        answer(hold, null);
        answer(hold, null);
        published.await("order.authorised.v1", orderId);
        accept(orderId, offer(orderId, STORE, 1));
        published.await("order.accepted.v1", orderId);
        storeSaysReady(orderId);
        published.await("order.ready.v1", orderId);
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        deliver(deliveryId, orderId);
        answer(asked(orderId, "spend"), null);

        awaitStatus(orderId, "captured");
        assertThat(jdbc.sql("""
                        select sum(e.amount) from ledger_entry e join ledger_journal j on j.id = e.journal_id
                        where e.party = 'recycling_credit' and j.reference = :order
                        """)
                        .param("order", orderId.toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(-2900);
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(2280);

        Answer refund = api.as(Tokens.operator())
                .post(
                        "/v1/orders/" + orderId + "/refunds",
                        Map.of("amount", yuan(500), "reason", "item_damaged", "fault", "store"));
        assertThat(refund.status()).as(refund.body()).isEqualTo(201);
        JsonNode back = asked(orderId, "refund");
        assertThat(back.at("/data/amount/amount").asLong()).isEqualTo(500);
        answer(back, null);
        published.await("order.refunded.v1", orderId);
        assertThat(steps(orderId)).containsExactlyInAnyOrder("hold 2900", "spend 2900", "refund 500");
    }

    @Test
    void anOrderForMoreThanIsOwedIsCancelled() {
        UUID orderId = placeByCredit();

        answer(asked(orderId, "hold"), "credit_too_low");

        JsonNode cancelled = published.await("order.cancelled.v1", orderId);
        assertThat(cancelled.at("/data/reason").asString()).isEqualTo("payment_refused");
        assertThat(steps(orderId)).containsExactly("hold 2900");
    }

    @Test
    void whatIsHeldIsFreeAgainWhenTheOrderIsCalledOff() {
        UUID orderId = placeByCredit();
        answer(asked(orderId, "hold"), null);
        published.await("order.authorised.v1", orderId);

        Answer cancel = api.as(resident).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        assertThat(cancel.status()).as(cancel.body()).isLessThan(300);
        answer(asked(orderId, "release"), null);

        awaitStatus(orderId, "released");
        assertThat(steps(orderId)).containsExactlyInAnyOrder("hold 2900", "release 2900");
    }

    /// recycling-service is down for longer than an order waits; its answer comes later.
    @Test
    void anAnswerThatComesTooLateIsLetGoAgain() {
        UUID orderId = placeByCredit();
        JsonNode hold = asked(orderId, "hold");
        clock.advance(Duration.ofSeconds(61));
        published.await("order.cancelled.v1", orderId);

        answer(hold, null);

        answer(asked(orderId, "release"), null);
        awaitStatus(orderId, "released");
    }

    @Test
    void onlyTheResidentSpendsTheirCredit() {
        Answer byPlatform = asPlatform().post("/v1/orders", with(forResident(), "payment", BY_CREDIT));
        Answer withToken = api.as(resident)
                .post("/v1/orders", with(delivery(), "payment", Map.of("method", "credit", "token", "x")));

        assertThat(byPlatform.status()).isEqualTo(422);
        assertThat(byPlatform.code()).isEqualTo("payment_method_not_possible");
        assertThat(withToken.code()).isEqualTo("payment_token_not_possible");
    }

    private Map<String, Object> forResident() {
        return new LinkedHashMap<>(with(delivery(), "residentId", residentId));
    }

    private UUID placeByCredit() {
        Answer answer = api.as(resident).post("/v1/orders", with(delivery(), "payment", BY_CREDIT));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(answer.text("/orderId"));
    }

    private JsonNode asked(UUID orderId, String step) {
        return Awaitility.await(step)
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> published.all().stream()
                                .filter(event -> isAsked(event, orderId))
                                .filter(event ->
                                        event.at("/data/step").asString().equals(step))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private List<String> steps(UUID orderId) {
        return published.all().stream()
                .filter(event -> isAsked(event, orderId))
                .map(event -> event.at("/data/step").asString() + " "
                        + event.at("/data/amount/amount").asLong())
                .toList();
    }

    private static boolean isAsked(JsonNode event, UUID orderId) {
        return event.path("type").asString().equals("credit.asked.v1")
                && event.at("/data/orderId").asString().equals(orderId.toString());
    }

    private void answer(JsonNode asked, @Nullable String reason) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("stepId", asked.at("/data/stepId").asString());
        data.put("orderId", asked.at("/data/orderId").asString());
        data.put("outcome", reason == null ? "done" : "refused");
        if (reason != null) {
            data.put("reason", reason);
        }
        data.put("answeredAt", in(0));
        sender.send(
                "/recycling-service",
                "credit.answered.v1",
                UUID.fromString(asked.at("/data/stepId").asString()),
                1,
                data);
    }

    private void awaitStatus(UUID orderId, String status) {
        Awaitility.await(status)
                .atMost(Duration.ofSeconds(15))
                .until(() -> api.as(resident)
                        .get("/v1/orders/" + orderId)
                        .text("/payment/status")
                        .equals(status));
    }
}
