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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// What the API answers when a rule, another's claim or a neighbour stands in the way.
class OrderApiIT extends Journey {

    private static final Map<String, Object> POINT = Map.of("lat", 31.2304, "lng", 121.4737);

    private final Caller otherPlatform = Tokens.caller(Role.PLATFORM, "platform:" + UUID.randomUUID());

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void quotesABasketAndReadsTheQuoteAgain() {
        Answer quote = asPlatform().post("/v1/quotes", with(basket(), "destination", POINT));
        Answer read = asPlatform().get("/v1/quotes/" + quote.text("/quoteId"));
        Answer others = api.as(otherPlatform).get("/v1/quotes/" + quote.text("/quoteId"));

        assertThat(quote.status()).as(quote.body()).isEqualTo(201);
        assertThat(quote.json().at("/serviceable").asBoolean()).isTrue();
        assertThat(quote.json().at("/goodsTotal/amount").asLong()).isEqualTo(2500);
        assertThat(read.json()).isEqualTo(quote.json());
        assertThat(others.status()).isEqualTo(404);
    }

    @Test
    void placesAnOrderByItsQuoteOnce() {
        Answer quote = asPlatform().post("/v1/quotes", with(basket(), "destination", POINT));
        Map<String, Object> order = with(delivery(), "quoteId", quote.text("/quoteId"));

        Answer placed = asPlatform().post("/v1/orders", order);
        Answer again = asPlatform().post("/v1/orders", order);

        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(placed.json().at("/deliveryFee")).isEqualTo(quote.json().at("/deliveryFee"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.code()).isEqualTo("quote_used");
    }

    @Test
    void quotesNothingWhileStoreServiceIsSilentButTakesOrders() {
        storesAreDown();

        Answer quote = asPlatform().post("/v1/quotes", with(basket(), "destination", POINT));

        assertThat(quote.status()).isEqualTo(503);
        assertThat(quote.header("Retry-After")).isNotEmpty();
        assertThat(order(place(delivery())).at("/deliveryFee/amount").asLong()).isPositive();
    }

    @Test
    void refusesABasketThatBreaksARule() {
        Map<String, Object> tea = Map.of("sku", "tea", "quantity", 1, "unitPrice", yuan(650));
        Map<String, Object> twice = with(basket(), "lines", List.of(tea, tea));

        Answer quote = asPlatform().post("/v1/quotes", with(twice, "destination", POINT));
        Answer order = asPlatform().post("/v1/orders", with(delivery(), "lines", List.of(tea, tea)));

        assertThat(quote.status()).isEqualTo(422);
        assertThat(order.status()).isEqualTo(422);
        assertThat(order.code()).isEqualTo("duplicate_sku");
        assertThat(order.json().at("/fields/0/field").asString()).isEqualTo("lines[1].sku");
    }

    @Test
    void refusesAKeyWhoseFirstRequestIsStillInProgress() {
        Answer quote = whileInProgress(
                "createQuote",
                "quote-key-1",
                () -> asPlatform()
                        .withHeader("Idempotency-Key", "quote-key-1")
                        .post("/v1/quotes", with(basket(), "destination", POINT)));

        assertThat(quote.status()).isEqualTo(409);
        assertThat(quote.code()).isEqualTo("idempotency_key_in_progress");
    }

    @Test
    void answersARepeatedRequestAsBeforeThoughItsWindowHasPassed() {
        Map<String, Object> windowed = with(delivery(), "window", Map.of("start", in(1200), "end", in(2400)));
        ApiClient client = asPlatform().withHeader("Idempotency-Key", "windowed-" + UUID.randomUUID());
        Answer placed = client.post("/v1/orders", windowed);

        clock.advance(Duration.ofHours(2));
        Answer again = client.post("/v1/orders", windowed);

        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.text("/orderId")).isEqualTo(placed.text("/orderId"));
    }

    @Test
    void answersARepeatedQuoteAsBeforeThoughStoreServiceIsSilentNow() {
        ApiClient client = asPlatform().withHeader("Idempotency-Key", "quote-" + UUID.randomUUID());
        Answer quote = client.post("/v1/quotes", with(basket(), "destination", POINT));

        storesAreDown();
        Answer again = client.post("/v1/quotes", with(basket(), "destination", POINT));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(quote.json());
    }

    @Test
    void keepsARefusalAsItKeepsASuccess() {
        Map<String, Object> late = with(delivery(), "window", Map.of("start", in(-7200), "end", in(-3600)));
        ApiClient client = asPlatform().withHeader("Idempotency-Key", "refused-" + UUID.randomUUID());
        Answer refused = client.post("/v1/orders", late);
        Answer again = client.post("/v1/orders", late);
        Answer other = client.post("/v1/orders", delivery());

        assertThat(refused.code()).isEqualTo("window_in_the_past");
        assertThat(again.code()).isEqualTo("window_in_the_past");
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(other.json().at("/fields/0/field").asString()).isEqualTo("Idempotency-Key");
    }

    @Test
    void cancelsOnlyForReasonsOfTheCallersOwn() {
        UUID orderId = placeAuthorised(delivery());
        Answer terms = asPlatform().get("/v1/orders/" + orderId + "/cancellation-terms?reason=item_sold_out");
        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "item_sold_out"));

        assertThat(terms.status()).isEqualTo(422);
        assertThat(cancelled.status()).isEqualTo(422);
        assertThat(cancelled.code()).isEqualTo("reason_not_possible");
    }

    @Test
    void doesNotKnowAnothersOrder() {
        UUID orderId = placeAuthorised(pickup());
        ApiClient other = api.as(otherPlatform);
        ApiClient otherStore = api.as(Tokens.caller(Role.STORE, "store:" + UUID.randomUUID()));
        String path = "/v1/orders/" + orderId;

        assertThat(other.get(path + "/cancellation-terms").status()).isEqualTo(404);
        assertThat(other.post(path + "/cancel", Map.of("reason", "changed_mind"))
                        .status())
                .isEqualTo(404);
        assertThat(other.get(path + "/pickup-code").status()).isEqualTo(404);
        assertThat(otherStore.post(path + "/pickup-code/reissue").status()).isEqualTo(404);
        assertThat(otherStore.post(path + "/collect", Map.of("code", "123456")).status())
                .isEqualTo(404);
        assertThat(api.as(Tokens.service())
                        .get("/v1/orders/" + UUID.randomUUID() + "/recipient")
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/v1/settlements/platform:" + platformId + "/2026-11-23")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void doesNotCancelWhatHasEnded() {
        UUID orderId = placeAuthorised(delivery());
        tellStore(
                "store.routing_failed.v1",
                orderId,
                Map.of("orderId", orderId, "reason", "item_sold_out", "candidates", List.of()));
        awaitState(orderId, "unfulfilled");

        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.code()).isEqualTo("order_final");
    }

    @Test
    void hasNoPickupCodeForADelivery() {
        UUID orderId = accepted(delivery());

        assertThat(asPlatform().get("/v1/orders/" + orderId + "/pickup-code").code())
                .isEqualTo("not_a_pickup_order");
        assertThat(api.as(store)
                        .post("/v1/orders/" + orderId + "/pickup-code/reissue")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void handsNothingOverBeforeItIsPacked() {
        UUID orderId = accepted(pickup());
        String code = asPlatform().get("/v1/orders/" + orderId + "/pickup-code").text("/code");

        Answer collected = api.as(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code));

        assertThat(collected.status()).isEqualTo(409);
        assertThat(collected.code()).isEqualTo("not_ready");
    }

    @Test
    void locksACodeAfterFiveWrongTriesUntilAnotherIsIssued() {
        UUID orderId = ready(pickup());
        String path = "/v1/orders/" + orderId;
        String code = asPlatform().get(path + "/pickup-code").text("/code");
        String wrong = code.equals("000000") ? "000001" : "000000";
        for (int tried = 1; tried <= 5; tried++) {
            assertThat(api.as(store)
                            .post(path + "/collect", Map.of("code", wrong))
                            .status())
                    .isEqualTo(422);
        }
        Answer locked = api.as(store).post(path + "/collect", Map.of("code", code));
        Answer issued = api.as(store).post(path + "/pickup-code/reissue");
        String fresh = asPlatform().get(path + "/pickup-code").text("/code");
        Answer collected = api.as(store).post(path + "/collect", Map.of("code", fresh));

        assertThat(locked.status()).isEqualTo(409);
        assertThat(locked.code()).isEqualTo("code_locked");
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.body()).doesNotContain(fresh);
        assertThat(collected.status()).as(collected.body()).isEqualTo(200);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherOrder() {
        UUID one = accepted(pickup());
        UUID other = accepted(pickup());
        ApiClient till = api.as(store).withHeader("Idempotency-Key", "reissue-" + one);

        Answer first = till.post("/v1/orders/" + one + "/pickup-code/reissue");
        Answer second = till.post("/v1/orders/" + other + "/pickup-code/reissue");

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void tellsServicesWhereAndToWhom() {
        UUID orderId = accepted(delivery());

        Answer recipient = api.as(Tokens.service()).get("/v1/orders/" + orderId + "/recipient");

        assertThat(recipient.status()).as(recipient.body()).isEqualTo(200);
        assertThat(recipient.body()).contains("+8613800000000", "88 Ninghai Road");
    }

    /// Holds the lock that a first request with this key holds, while another one with it is sent.
    private Answer whileInProgress(String operation, String key, Supplier<Answer> another) {
        String scope = "idempotency\n" + platform.clientId() + "\n" + operation + "\n" + key;
        Answer answer = transaction.execute(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:scope, 0)) IS NULL AS locked")
                    .param("scope", scope)
                    .query(Boolean.class)
                    .single();
            return another.get();
        });
        assertThat(answer).isNotNull();
        return answer;
    }
}
