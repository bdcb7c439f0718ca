package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Money that was taken and goes back.
class RefundJourneyIT extends Journey {

    private static final Map<String, Object> ALL_THAT_IS_LEFT = Map.of("reason", "goodwill", "fault", "nobody");

    @Test
    void givesBackAPartAndThenTheRest() {
        UUID orderId = paidFor("tok_good");

        Answer part = refund(orderId, some(500, "item_damaged", "store"));
        JsonNode told = published.await("order.refunded.v1", orderId);
        assertThat(part.status()).as(part.body()).isEqualTo(201);
        assertThat(part.text("/status")).isEqualTo("pending");
        assertThat(told.at("/data/refundId").asString()).isEqualTo(part.text("/refundId"));
        assertThat(told.at("/data/refunded/amount").asLong()).isEqualTo(500);
        assertThat(order(orderId).at("/payment/status").asString()).isEqualTo("captured");
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(2280 - 500);

        Answer rest = refund(orderId, ALL_THAT_IS_LEFT);
        JsonNode order = awaitField(orderId, "/payment/status", "refunded");

        assertThat(rest.json().at("/amount/amount").asLong()).isEqualTo(2400);
        assertThat(order.at("/payment/refunded/amount").asLong()).isEqualTo(2900);
        assertThat(order.at("/state").asString()).isEqualTo("completed");
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(2900 - 2280 - 400 - 2400);
        assertThat(PlayedProvider.of(orderId).effects())
                .containsExactly("authorise 2900", "capture 2900", "refund 500", "refund 2400");
        assertThat(timeline(orderId)).filteredOn("payment.refunded"::equals).hasSize(2);
        assertThat(refund(orderId, ALL_THAT_IS_LEFT).code()).isEqualTo("nothing_to_refund");
        assertThat(refunds(orderId)).containsExactly("2400 done", "500 done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-1", "error-4", "malformed-4", "lost-4", "unheard-4"})
    void givesBackOnceThoughTheFirstAnswersAreWorthless(String trouble) {
        UUID orderId = paidFor("tok_refund-" + trouble);

        refund(orderId, some(700, "late", "courier"));
        published.await("order.refunded.v1", orderId);

        assertThat(PlayedProvider.of(orderId).effects())
                .containsExactly("authorise 2900", "capture 2900", "refund 700");
        assertThat(timeline(orderId)).containsOnlyOnce("payment.refunded");
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(400 - 700);
    }

    @Test
    void leavesEverythingAsItWasWhenTheProviderRefuses() {
        UUID orderId = paidFor("tok_refund-refused-1");

        refund(orderId, some(700, "other", "platform"));
        Awaitility.await().until(() -> refunds(orderId).equals(List.of("700 refused")));

        assertThat(order(orderId).at("/payment/status").asString()).isEqualTo("captured");
        assertThat(timeline(orderId)).doesNotContain("payment.refunded");
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(2900 - 2280 - 400);
        assertThat(refund(orderId, ALL_THAT_IS_LEFT).json().at("/amount/amount").asLong())
                .isEqualTo(2900);
        awaitField(orderId, "/payment/status", "refunded");
    }

    @Test
    void knowsNoOrderThatIsNotThere() {
        assertThat(refund(UUID.randomUUID(), ALL_THAT_IS_LEFT).status()).isEqualTo(404);
    }

    @Test
    void neverGivesBackMoreThanWasTakenHoweverManyAsk() throws Exception {
        UUID orderId = paidFor("tok_good");
        List<Answer> answers;
        try (ExecutorService operators = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> wishes = Stream.generate(
                            () -> (Callable<Answer>) () -> refund(orderId, some(2000, "goodwill", "nobody")))
                    .limit(12)
                    .toList();
            answers = operators.invokeAll(wishes).stream()
                    .map(done -> done.resultNow())
                    .toList();
        }
        published.await("order.refunded.v1", orderId);

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.code()).isIn("refund_in_progress", "refund_too_large"));
        assertThat(PlayedProvider.of(orderId).effects())
                .containsExactly("authorise 2900", "capture 2900", "refund 2000");
    }

    @Test
    void answersARepeatedDecisionAsBefore() {
        UUID orderId = paidFor("tok_good");
        ApiClient operator = api.as(Tokens.operator()).withHeader("Idempotency-Key", "refund-" + orderId);

        Answer first = operator.post("/v1/orders/" + orderId + "/refunds", some(500, "goodwill", "nobody"));
        Answer again = operator.post("/v1/orders/" + orderId + "/refunds", some(500, "goodwill", "nobody"));
        Answer other = operator.post("/v1/orders/" + orderId + "/refunds", some(600, "goodwill", "nobody"));

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(refunds(orderId)).hasSize(1);
    }

    @Test
    void refusesWhatCannotBeGivenBack() {
        UUID open = accepted(delivery());
        UUID orderId = paidFor("tok_good");

        Answer early = refund(open, ALL_THAT_IS_LEFT);
        Answer tooMuch = refund(orderId, some(2901, "goodwill", "nobody"));
        Answer foreign = refund(
                orderId,
                Map.of("amount", Map.of("amount", 5, "currency", "USD"), "reason", "goodwill", "fault", "nobody"));
        Answer nothing = refund(orderId, some(0, "goodwill", "nobody"));

        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("nothing_to_refund");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.code()).isEqualTo("refund_too_large");
        assertThat(foreign.code()).isEqualTo("currency_mismatch");
        assertThat(foreign.text("/fields/0/field")).isEqualTo("amount.currency");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text("/fields/0/field")).isEqualTo("amount.amount");
        assertThat(refunds(orderId)).isEmpty();
    }

    /// The courier keeps the cash and owes it; whoever sold gives the buyer some back.
    @Test
    void letsTheSellerGiveBackWhatWasPaidInCash() {
        UUID orderId = ready(with(delivery(), "payment", Map.of("method", "cash")));
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        tellDelivery(
                "delivery.delivered.v1",
                deliveryId,
                orderId,
                Map.of(
                        "courierId",
                        COURIER,
                        "fleetId",
                        FLEET,
                        "proof",
                        "recipient_code",
                        "collected",
                        Map.of("method", "cash", "amount", yuan(2900))));
        awaitField(orderId, "/payment/status", "collected");

        refund(orderId, some(650, "item_missing", "store"));
        published.await("order.refunded.v1", orderId);

        assertThat(owed("store:" + STORE, orderId)).isEqualTo(2280 - 650);
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(2900 - 2280 - 400 + 650);
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(400 - 2900);
        assertThat(order(orderId).at("/payment/refunded/amount").asLong()).isEqualTo(650);
    }

    /// Brought and paid for: 22.80 are the store's, 4.00 the fleet's, the rest the platform's.
    private UUID paidFor(String token) {
        UUID orderId = ready(paidWith(token));
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        deliver(deliveryId, orderId);
        awaitField(orderId, "/payment/status", "captured");
        return orderId;
    }

    private Answer refund(UUID orderId, Map<String, Object> wish) {
        return api.as(Tokens.operator()).post("/v1/orders/" + orderId + "/refunds", wish);
    }

    private static Map<String, Object> some(long fen, String reason, String fault) {
        return Map.of("amount", yuan(fen), "reason", reason, "fault", fault);
    }

    private List<String> refunds(UUID orderId) {
        return asPlatform()
                .get("/v1/orders/" + orderId + "/refunds")
                .json()
                .path("items")
                .valueStream()
                .map(refund -> refund.at("/amount/amount").asLong() + " "
                        + refund.path("status").asString())
                .toList();
    }
}
