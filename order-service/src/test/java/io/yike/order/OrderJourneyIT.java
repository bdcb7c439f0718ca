package io.yike.order;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Orders from placing to their end, over real HTTP, bus and database.
class OrderJourneyIT extends Journey {

    @Test
    void bringsAnOrderFromPlacingToSettlement() {
        UUID orderId = ready(delivery());
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        deliver(deliveryId, orderId);

        JsonNode completed = awaitField(orderId, "/payment/status", "captured");

        assertThat(completed.at("/state").asString()).isEqualTo("completed");
        assertThat(completed.at("/payment/captured/amount").asLong()).isEqualTo(2900);
        assertThat(timeline(orderId))
                .containsExactlyInAnyOrder(
                        "order.placed",
                        "order.authorised",
                        "order.offered",
                        "order.accepted",
                        "order.ready",
                        "delivery.created",
                        "delivery.assigned",
                        "delivery.at_pickup",
                        "delivery.picked_up",
                        "delivery.delivered",
                        "order.completed",
                        "payment.captured");
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(2280);
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(400);
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(220);
    }

    @Test
    void tellsTheOthersEachStepInSequence() {
        UUID orderId = ready(delivery());

        List<String> told = published.all().stream()
                .filter(event -> event.path("subject").asString().equals(orderId.toString()))
                .filter(event -> event.path("source").asString().equals("/order-service"))
                .map(event -> event.path("sequence").asString() + " "
                        + event.path("type").asString())
                .sorted()
                .toList();

        assertThat(told)
                .containsExactly(
                        "1 order.placed.v1",
                        "2 order.authorised.v1",
                        "3 order.offered.v1",
                        "4 order.accepted.v1",
                        "5 order.ready.v1");
    }

    @Test
    void goesToTheNextStoreOnDeclineAndSilence() {
        UUID orderId = placeAuthorised(delivery());
        UUID first = offer(orderId, NEXT_STORE, 1);
        tellStore(
                "store.offer_declined.v1",
                orderId,
                Map.of(
                        "orderId",
                        orderId,
                        "offerId",
                        first,
                        "storeId",
                        NEXT_STORE,
                        "reason",
                        "store_too_busy",
                        "fault",
                        "store"));
        UUID second = offer(orderId, UUID.randomUUID(), 2);
        tellStore(
                "store.offer_expired.v1",
                orderId,
                Map.of("orderId", orderId, "offerId", second, "storeId", NEXT_STORE));
        UUID third = offer(orderId, STORE, 3);
        accept(orderId, third);

        awaitState(orderId, "accepted");
        // Several consumers take from one queue: that an offer expired may be heard after the next one was accepted.
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(routing(orderId)
                                .at("/attempts")
                                .valueStream()
                                .map(attempt -> attempt.path("outcome").asString()))
                        .containsExactly("declined", "expired", "accepted"));
        assertThat(routing(orderId)
                        .at("/attempts/0/candidates/0/promiseSeconds")
                        .asInt())
                .isEqualTo(420);
    }

    @Test
    void endsUnfulfilledWhenNoStoreIsLeft() {
        UUID orderId = placeAuthorised(delivery());
        tellStore(
                "store.routing_failed.v1",
                orderId,
                Map.of("orderId", orderId, "reason", "item_sold_out", "candidates", List.of()));

        JsonNode order = awaitField(orderId, "/payment/status", "released");

        assertThat(order.at("/state").asString()).isEqualTo("unfulfilled");
        assertThat(order.at("/reason").asString()).isEqualTo("item_sold_out");
    }

    @Test
    void isCancelledWhenThePaymentIsRefused() {
        UUID orderId = place(with(delivery(), "payment", Map.of("method", "provider", "token", "tok_refused")));

        JsonNode order = awaitState(orderId, "cancelled");

        assertThat(order.at("/reason").asString()).isEqualTo("payment_refused");
        assertThat(order.at("/payment/status").asString()).isEqualTo("refused");
        assertThat(published.all("order.authorised.v1", orderId)).isEmpty();
    }

    @Test
    void chargesLessForAPartialAcceptance() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = offer(orderId, STORE, 1);
        tellStore(
                "store.offer_accepted.v1",
                orderId,
                offerAccepted(
                        orderId,
                        offerId,
                        List.of(
                                line(1, "tea", 2, "as_ordered", 600),
                                line(2, "water", 3, "reduced", 180),
                                line(2, "soda", 1, "substituted", 200))));

        JsonNode order = awaitState(orderId, "accepted");

        assertThat(order.at("/total/amount").asLong()).isEqualTo(2500);
        assertThat(order.at("/lines/1/filled/outcome").asString()).isEqualTo("reduced");
        assertThat(order.at("/lines/1/substitute/sku").asString()).isEqualTo("soda");
        assertThat(published
                        .await("order.accepted.v1", orderId)
                        .at("/data/total/amount")
                        .asLong())
                .isEqualTo(2500);
    }

    /// Five bottles of a cheaper soda in place of six of water; the tea as ordered.
    @Test
    void takesAndSharesOutWhatWasPutIntoTheBag() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = offer(orderId, STORE, 1);
        tellStore(
                "store.offer_accepted.v1",
                orderId,
                with(
                        offerAccepted(
                                orderId,
                                offerId,
                                List.of(line(1, "tea", 2, "as_ordered", 600), line(2, "soda", 5, "substituted", 150))),
                        "storeTotal",
                        yuan(1950)));
        published.await("order.accepted.v1", orderId);
        storeSaysReady(orderId);
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        deliver(deliveryId, orderId);

        JsonNode order = awaitField(orderId, "/payment/status", "captured");

        long taken = 2 * 650 + 5 * 150 + 400;
        assertThat(order.at("/total/amount").asLong()).isEqualTo(taken);
        assertThat(order.at("/payment/captured/amount").asLong()).isEqualTo(taken);
        assertThat(order.at("/payment/refunded/amount").asLong()).isEqualTo(2900 - taken);
        assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900", "capture " + taken);
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(1950);
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(400);
        assertThat(owed("platform:" + platformId, orderId)).isEqualTo(taken - 1950 - 400);
    }

    @Test
    void waitsForAnOfferThatComesAfterItsAnswer() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = UUID.randomUUID();
        sender.send("/store-service", "store.offer_accepted.v1", orderId, 2, whole(orderId, offerId));
        sender.send("/store-service", "store.offer_made.v1", orderId, 1, offerMade(orderId, offerId, STORE, 1));

        awaitState(orderId, "accepted");

        assertThat(timeline(orderId)).containsSubsequence("order.offered", "order.accepted");
    }

    @Test
    void takesAMessageOnceHoweverOftenItComes() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = offer(orderId, STORE, 1);
        UUID messageId = UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            sender.send(messageId, "/store-service", "store.offer_accepted.v1", orderId, 2, whole(orderId, offerId));
            sender.send("/store-service", "store.offer_accepted.v1", orderId, 2, whole(orderId, offerId));
        }
        storeSaysReady(orderId);

        awaitState(orderId, "ready");

        assertThat(timeline(orderId)).containsOnlyOnce("order.accepted");
        assertThat(published.all("order.accepted.v1", orderId)).hasSize(1);
    }

    @Test
    void ignoresAStoreThatAcceptsWhatWasCancelled() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = offer(orderId, STORE, 1);
        awaitState(orderId, "offered");
        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        accept(orderId, offerId);

        awaitField(orderId, "/payment/status", "released");

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().at("/fee/amount").asLong()).isZero();
        assertThat(order(orderId).at("/state").asString()).isEqualTo("cancelled");
    }

    @Test
    void takesTheFeeOfAnOrderThatIsCancelledWhileTheStorePrepares() {
        UUID orderId = accepted(delivery());
        JsonNode terms = asPlatform()
                .get("/v1/orders/" + orderId + "/cancellation-terms")
                .json();
        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));
        Answer again = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "too_slow"));

        JsonNode order = awaitField(orderId, "/payment/status", "captured");

        assertThat(terms.at("/fee/amount").asLong()).isEqualTo(500);
        assertThat(cancelled.json().at("/fee/amount").asLong()).isEqualTo(500);
        assertThat(again.json()).isEqualTo(cancelled.json());
        assertThat(order.at("/payment/captured/amount").asLong()).isEqualTo(500);
        assertThat(order.at("/payment/refunded/amount").asLong()).isEqualTo(2400);
        assertThat(owed("store:" + STORE, orderId)).isEqualTo(500);
    }

    @Test
    void takesEverythingOfAnOrderThatIsCancelledOnceReady() {
        UUID orderId = ready(delivery());
        Answer cancelled = asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        awaitField(orderId, "/payment/captured/amount", "2900");

        assertThat(cancelled.json().at("/refund/amount").asLong()).isZero();
    }

    @Test
    void givesEverythingBackWhenTheStoreCancels() {
        UUID orderId = ready(delivery());
        Answer cancelled = api.as(store).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "item_sold_out"));

        awaitField(orderId, "/payment/status", "released");

        assertThat(cancelled.json().at("/fault").asString()).isEqualTo("store");
    }

    @Test
    void returnsAnOrderWhoseRecipientCannotBeReached() {
        UUID orderId = ready(delivery());
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        Map<String, Object> why = Map.of("reason", "recipient_unreachable", "fault", "resident");
        tellDelivery("delivery.returning.v1", deliveryId, orderId, why);
        tellDelivery("delivery.returned.v1", deliveryId, orderId, why);

        JsonNode order = awaitState(orderId, "returned");

        assertThat(order.at("/fault").asString()).isEqualTo("resident");
        assertThat(published
                        .await("order.returned.v1", orderId)
                        .at("/data/refunded/amount")
                        .asLong())
                .isZero();
    }

    @Test
    void returnsAnOrderThatNoCourierFetched() {
        UUID orderId = ready(delivery());
        UUID deliveryId = UUID.randomUUID();
        tellDelivery("delivery.created.v1", deliveryId, orderId, Map.of());
        tellDelivery("delivery.courier_wanted.v1", deliveryId, orderId, Map.of());
        tellDelivery("delivery.no_courier.v1", deliveryId, orderId, Map.of());

        JsonNode order = awaitField(orderId, "/payment/status", "released");

        assertThat(order.at("/state").asString()).isEqualTo("returned");
        assertThat(order.at("/reason").asString()).isEqualTo("no_courier");
    }

    @Test
    void handsAPickupOrderOverByItsCode() {
        UUID orderId = ready(pickup());
        Answer code = asPlatform().get("/v1/orders/" + orderId + "/pickup-code");
        Answer collected = api.as(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code.text("/code")));
        Answer again = api.as(store).post("/v1/orders/" + orderId + "/collect", Map.of("code", code.text("/code")));

        awaitField(orderId, "/payment/status", "captured");

        assertThat(collected.status()).as(collected.body()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(collected.json().has("recipient")).isFalse();
        assertThat(order(orderId).at("/total/amount").asLong()).isEqualTo(2500);
    }

    @Test
    void takesBackWhatNobodyFetchedAfterTwoReminders() {
        UUID orderId = ready(pickup());
        clock.advance(Duration.ofMinutes(61));
        Awaitility.await().until(() -> timeline(orderId).contains("order.pickup_reminder"));
        clock.advance(Duration.ofMinutes(30));
        Awaitility.await()
                .until(() -> timeline(orderId).stream()
                                .filter("order.pickup_reminder"::equals)
                                .count()
                        == 2);
        clock.advance(Duration.ofMinutes(31));

        JsonNode order = awaitState(orderId, "returned");

        assertThat(order.at("/reason").asString()).isEqualTo("not_collected");
        assertThat(order.at("/fault").asString()).isEqualTo("resident");
    }

    /// Whoever comes within their own window is not too late, however long ago the bag was packed.
    @Test
    void keepsAPickupOrderUntilItsWindowEnds() {
        UUID orderId = ready(with(pickup(), "window", Map.of("start", in(600), "end", in(4 * 3600))));

        Answer code = asPlatform().get("/v1/orders/" + orderId + "/pickup-code");

        assertThat(Instant.parse(code.text("/collectBy")))
                .isEqualTo(Instant.parse(order(orderId).at("/window/end").asString()));
    }

    @Test
    void bringsACounterOrderOnceItsStoreHasSaidWhatItTook() {
        Answer placed = api.as(store).post("/v1/orders", counter());
        UUID orderId = UUID.fromString(placed.text("/orderId"));
        published.await("order.authorised.v1", orderId);
        tellStore(
                "store.counter_reserved.v1",
                orderId,
                Map.of(
                        "orderId",
                        orderId,
                        "storeId",
                        STORE,
                        "storePoint",
                        Map.of("lat", 31.2310, "lng", 121.4740),
                        "lines",
                        List.of(
                                Map.of("line", 1, "sku", "tea", "quantity", 2, "storeUnitPrice", yuan(650)),
                                Map.of("line", 2, "sku", "water", "quantity", 6, "storeUnitPrice", yuan(200))),
                        "storeTotal",
                        yuan(2500),
                        "readyAt",
                        in(300),
                        "promiseAt",
                        in(720)));
        JsonNode accepted = published.await("order.accepted.v1", orderId);
        storeSaysReady(orderId);
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

        JsonNode completed = published.await("order.completed.v1", orderId);

        assertThat(accepted.at("/data/collect/amount/amount").asLong()).isEqualTo(2900);
        assertThat(accepted.at("/data/kind").asString()).isEqualTo("counter");
        assertThat(completed.at("/data/total/amount").asLong()).isEqualTo(2900);
        assertThat(owed("fleet:" + FLEET, orderId)).isEqualTo(-2900 + 400);
    }

    @Test
    void asksForACounterStoreThatStaysSilent() {
        UUID orderId = takenAtTheCounter();
        counterStoreAnswers(answer -> answer);

        clock.advance(Duration.ofSeconds(31));

        assertThat(published
                        .await("order.accepted.v1", orderId)
                        .at("/data/storePoint/lat")
                        .asDouble())
                .isEqualTo(31.2310);
    }

    @Test
    void asksForACounterStoreAgainWhenStoreServiceFails() {
        UUID orderId = takenAtTheCounter();
        OffsetDateTime firstTime = askedNext(orderId);
        counterStoreAnswers(answer -> answer.withStatus(503));
        clock.advance(Duration.ofSeconds(31));
        Awaitility.await().until(() -> askedNext(orderId).isAfter(firstTime) && timesAsked() > 0);
        assertThat(counterSees(orderId, "/state")).isEqualTo("accepted");
        assertThat(published.all("order.accepted.v1", orderId)).isEmpty();

        counterStoreAnswers(answer -> answer);
        clock.advance(Duration.ofSeconds(31));

        published.await("order.accepted.v1", orderId);
    }

    @Test
    void callsACounterOrderOffWhoseStoreNobodyCanTell() {
        UUID orderId = takenAtTheCounter();
        counterStoreAnswers(answer -> answer.withStatus(503));

        clock.advance(Duration.ofMinutes(10).plusSeconds(1));

        JsonNode cancelled = published.await("order.cancelled.v1", orderId);
        // Nobody was told of an acceptance, so nobody may wait for one.
        assertThat(cancelled.at("/data/from").asString()).isEqualTo("placed");
        assertThat(counterSees(orderId, "/reason")).isEqualTo("store_silent");
    }

    /// A slow store-service holds nobody who wants something of the order.
    @Test
    void cancelsACounterOrderWhileItsStoreIsBeingAsked() {
        UUID orderId = takenAtTheCounter();
        counterStoreAnswers(answer -> answer.withFixedDelay(1_000));
        clock.advance(Duration.ofSeconds(31));
        Awaitility.await().until(() -> timesAsked() > 0);

        Answer cancelled = api.as(store).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

        assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(200);
        Awaitility.await()
                .during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> counterSees(orderId, "/state").equals("cancelled"));
        assertThat(published.all("order.accepted.v1", orderId)).isEmpty();
    }

    private UUID takenAtTheCounter() {
        UUID orderId =
                UUID.fromString(api.as(store).post("/v1/orders", counter()).text("/orderId"));
        published.await("order.authorised.v1", orderId);
        return orderId;
    }

    /// store-service tells what the counter's store sells at what price, or fails to.
    private void counterStoreAnswers(UnaryOperator<ResponseDefinitionBuilder> how) {
        stores.resetRequests();
        stores.stubFor(post(urlPathEqualTo("/v1/serviceability"))
                .withRequestBody(matchingJsonPath("$.storeId", equalTo(STORE.toString())))
                .willReturn(how.apply(okJson("""
                        {"serviceable": true, "storeId": "%s", "storePoint": {"lat": 31.2310, "lng": 121.4740},
                         "distanceMetres": 420, "promiseSeconds": 540, "candidates": [],
                         "lines": [
                           {"sku": "tea", "quantity": 2, "storeUnitPrice": {"amount": 650, "currency": "CNY"}},
                           {"sku": "water", "quantity": 6, "storeUnitPrice": {"amount": 200, "currency": "CNY"}}]}
                        """.formatted(STORE)))));
    }

    private String counterSees(UUID orderId, String pointer) {
        return api.as(store).get("/v1/orders/" + orderId).text(pointer);
    }

    private JsonNode routing(UUID orderId) {
        return asPlatform().get("/v1/orders/" + orderId + "/routing").json();
    }

    private int timesAsked() {
        return stores.countRequestsMatching(
                        postRequestedFor(urlPathEqualTo("/v1/serviceability")).build())
                .getCount();
    }

    private OffsetDateTime askedNext(UUID orderId) {
        return jdbc.sql("select due from deadline where kind = 'order-counter-store' and id = :id")
                .param("id", orderId.toString())
                .query(OffsetDateTime.class)
                .single();
    }

    @Test
    void endsUnfulfilledWhenNothingIsHeardOfTheRouting() {
        UUID orderId = placeAuthorised(delivery());

        clock.advance(Duration.ofMinutes(10).plusSeconds(31));

        assertThat(awaitState(orderId, "unfulfilled").at("/reason").asString()).isEqualTo("routing_timed_out");
    }

    @Test
    void looksForAStoreUntilTheWindowEnds() {
        UUID orderId = placeAuthorised(with(delivery(), "window", Map.of("start", in(7200), "end", in(9000))));

        JsonNode authorised = published.await("order.authorised.v1", orderId);

        assertThat(Instant.parse(authorised.at("/data/routeUntil").asString()))
                .isEqualTo(Instant.parse(order(orderId).at("/window/end").asString()));
        assertThat(published
                        .await("order.placed.v1", orderId)
                        .at("/data/window/start")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void showsEverybodyTheirOwnOnly() {
        UUID orderId = accepted(delivery());
        var other = Tokens.caller(Role.PLATFORM, "platform:" + UUID.randomUUID());
        var otherStore = Tokens.caller(Role.STORE, "store:" + NEXT_STORE);

        assertThat(api.as(other).get("/v1/orders/" + orderId).status()).isEqualTo(404);
        assertThat(api.as(otherStore).get("/v1/orders/" + orderId).status()).isEqualTo(404);
        assertThat(api.as(other).get("/v1/orders/" + orderId + "/events").status())
                .isEqualTo(404);
        assertThat(api.as(store).get("/v1/orders/" + orderId + "/routing").status())
                .isEqualTo(404);
        assertThat(api.as(other).get("/v1/orders").json().path("items").size()).isZero();
        JsonNode limited = api.as(store).get("/v1/orders/" + orderId).json();
        assertThat(Set.of("recipient", "destination", "payment", "payer")).noneMatch(limited::has);
    }
}
