package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.yike.kit.testing.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// An order's money at a provider that is slow, fails, talks nonsense, or loses its answers after they took effect.
class PaymentJourneyIT extends Journey {

    @ParameterizedTest
    @ValueSource(strings = {"slow-1", "error-4", "malformed-4", "lost-4", "unheard-4"})
    void authorisesOnceThoughTheFirstAnswersAreWorthless(String trouble) {
        UUID orderId = place(paidWith("tok_authorise-" + trouble));

        JsonNode order = awaitField(orderId, "/payment/status", "authorised");

        assertThat(order.at("/payment/authorised/amount").asLong()).isEqualTo(2900);
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900");
        assertThat(timeline(orderId)).containsOnlyOnce("order.authorised");
        assertThat(published.all("order.authorised.v1", orderId)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-1", "error-4", "malformed-4", "lost-4", "unheard-4"})
    void capturesOnceThoughTheFirstAnswersAreWorthless(String trouble) {
        UUID orderId = ready(paidWith("tok_capture-" + trouble));
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900");

        brought(orderId);
        JsonNode order = awaitField(orderId, "/payment/status", "captured");

        assertThat(order.at("/payment/captured/amount").asLong()).isEqualTo(2900);
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "capture 2900");
        assertThat(timeline(orderId)).containsOnlyOnce("payment.captured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow-1", "error-4", "malformed-4", "lost-4", "unheard-4"})
    void letsGoOnceThoughTheFirstAnswersAreWorthless(String trouble) {
        UUID orderId = accepted(paidWith("tok_void-" + trouble));

        Answer cancelled = api.as(store).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "store_closed"));
        JsonNode order = awaitField(orderId, "/payment/status", "released");

        assertThat(cancelled.json().at("/refund/amount").asLong()).isEqualTo(2900);
        assertThat(order.at("/payment/refunded/amount").asLong()).isEqualTo(2900);
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "void");
        assertThat(timeline(orderId)).containsOnlyOnce("payment.released");
    }

    @Test
    void takesAFeeAndLeavesTheRestWithTheBuyer() {
        UUID orderId = accepted(paidWith("tok_capture-lost-2"));

        asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        JsonNode order = awaitField(orderId, "/payment/status", "captured");

        assertThat(order.at("/payment/captured/amount").asLong()).isEqualTo(500);
        assertThat(order.at("/payment/refunded/amount").asLong()).isEqualTo(2400);
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "capture 500");
    }

    @Test
    void isCancelledAtTheDeadlineWhenTheProviderStaysSilent() {
        UUID orderId = place(paidWith("tok_authorise-error-999_find-error-2"));
        awaitAsked(orderId, "authorise");
        assertThat(order(orderId).at("/payment/status").asString()).isEqualTo("pending");

        clock.advance(Duration.ofSeconds(61));
        JsonNode order = awaitState(orderId, "cancelled");

        assertThat(order.at("/reason").asString()).isEqualTo("payment_refused");
        assertThat(order.at("/fault").asString()).isEqualTo("platform");
        assertThat(published.all("order.authorised.v1", orderId)).isEmpty();

        clock.advance(Duration.ofMinutes(10));
        assertThat(awaitField(orderId, "/payment/status", "released")
                        .at("/payment")
                        .has("refunded"))
                .isFalse();
        assertThat(PlayedProvider.of(orderId).effects()).isEmpty();
        assertThat(timeline(orderId)).containsExactly("order.placed", "order.cancelled");
    }

    @Test
    void letsGoOfAnAuthorisationWhoseAnswerNeverCame() {
        UUID orderId = place(paidWith("tok_authorise-lost-999_void-lost-1"));
        awaitAsked(orderId, "authorise");

        clock.advance(Duration.ofSeconds(61));
        awaitState(orderId, "cancelled");
        awaitField(orderId, "/payment/status", "released");

        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "void");
        assertThat(timeline(orderId)).containsExactly("order.placed", "order.cancelled", "payment.released");
    }

    @Test
    void letsGoOfAnAuthorisationThatTakesEffectAfterTheOrderWasCancelled() {
        UUID orderId = place(paidWith("tok_authorise-unheard-999"));
        awaitAsked(orderId, "authorise");
        clock.advance(Duration.ofSeconds(61));
        awaitState(orderId, "cancelled");
        awaitAsked(orderId, "find");
        assertThat(order(orderId).at("/payment/status").asString()).isEqualTo("pending");

        PlayedProvider.of(orderId).authoriseAtLast(2900);
        clock.advance(Duration.ofMinutes(5));
        awaitField(orderId, "/payment/status", "released");

        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "void");
    }

    @Test
    void letsGoOfWhatWasAuthorisedWhileTheBuyerCalledItOff() {
        UUID orderId = place(paidWith("tok_authorise-slow-1"));

        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        awaitField(orderId, "/payment/status", "released");

        assertThat(cancelled.json().at("/from").asString()).isEqualTo("placed");
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "void");
        assertThat(published.all("order.authorised.v1", orderId)).isEmpty();
    }

    @Test
    void takesTheStepOfAProcessThatDiedWithIt() {
        UUID orderId = place(paidWith("tok_authorise-error-999"));
        awaitAsked(orderId, "authorise");
        Awaitility.await().until(() -> leaseForADyingProcess(orderId));
        int asked = PlayedProvider.of(orderId).asked("authorise");

        clock.advance(Duration.ofSeconds(20));
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> PlayedProvider.of(orderId).asked("authorise") == asked);
        clock.advance(Duration.ofSeconds(11));
        Awaitility.await().until(() -> PlayedProvider.of(orderId).asked("authorise") > asked);
    }

    private boolean leaseForADyingProcess(UUID orderId) {
        return jdbc.sql("""
                        update payment set leased_until = :until where order_id = :orderId and leased_until is null
                        """)
                        .param("until", clock.instant().plusSeconds(30).atOffset(ZoneOffset.UTC))
                        .param("orderId", orderId)
                        .update()
                == 1;
    }

    @Test
    void leavesAProviderAloneThatKeepsFailing() {
        CircuitBreaker circuit = circuitBreakers.circuitBreaker("payment-provider");
        List<UUID> failing = IntStream.range(0, 8)
                .mapToObj(_ -> place(paidWith("tok_authorise-error-999")))
                .toList();
        Awaitility.await().until(() -> circuit.getState() == CircuitBreaker.State.OPEN);
        UUID orderId = place(paidWith("tok_good"));

        assertThat(order(orderId).at("/payment/status").asString()).isEqualTo("pending");
        circuit.reset();
        awaitField(orderId, "/payment/status", "authorised");

        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900");
        failing.forEach(
                order -> asPlatform().post("/v1/orders/" + order + "/cancel", Map.of("reason", "changed_mind")));
    }

    @Test
    void saysSoWhenTheProviderNeverPaysWhatItHeld() {
        UUID orderId = ready(paidWith("tok_capture-refused-999"));

        brought(orderId);
        JsonNode order = awaitField(orderId, "/payment/status", "refused");

        assertThat(order.at("/state").asString()).isEqualTo("completed");
        assertThat(order.at("/payment/authorised/amount").asLong()).isEqualTo(2900);
        assertThat(order.at("/payment").has("captured")).isFalse();
        assertThat(timeline(orderId)).containsOnlyOnce("payment.capture_refused");
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(2280);
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(400);
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(220 - 2900);
    }

    private void brought(UUID orderId) {
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        deliver(deliveryId, orderId);
    }

    private static void awaitAsked(UUID orderId, String step) {
        Awaitility.await(step)
                .atMost(Duration.ofSeconds(15))
                .until(() -> PlayedProvider.of(orderId).asked(step) > 0);
    }
}
