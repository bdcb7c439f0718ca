package io.yike.recycling;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// The price of a pickup at a payment provider: held, taken or let go, by a provider that answers, refuses, fails or is
/// silent.
class PaidPickupsIT extends InACity {

    private static final WireMockServer PROVIDER = started();

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    private final UUID resident = UUID.randomUUID();
    private final String token = "tok_" + resident;

    private static WireMockServer started() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry properties) {
        properties.add("YIKE_PAYMENT_PROVIDER_URL", PROVIDER::baseUrl);
        properties.add("YIKE_PAYMENT_PROVIDER_KEY", () -> "key-of-the-tests");
    }

    @BeforeEach
    void found() {
        city.catalogue();
        PROVIDER.resetAll();
        circuitBreakers.circuitBreaker("payment-provider").reset();
        for (String movement : List.of("captures", "void")) {
            PROVIDER.stubFor(post(urlEqualTo("/authorizations/auth-" + token + "/" + movement))
                    .willReturn(okJson("{\"status\": \"done\"}")));
        }
    }

    private void answerAuthorisations(String body) {
        PROVIDER.stubFor(post(urlEqualTo("/authorizations"))
                .withRequestBody(matchingJsonPath("$.token", equalTo(token)))
                .willReturn(okJson(body)));
    }

    private String authorised() {
        return "{\"id\": \"auth-%s\", \"status\": \"authorized\"}".formatted(token);
    }

    private Answer confirm(UUID pickup) {
        return city.resident(resident)
                .post("/v1/pickups/" + pickup + "/confirm", Map.of("payment", "provider", "token", token));
    }

    private UUID held(UUID slot, Object... items) {
        return City.id(city.request(resident, slot, items), "/pickupId");
    }

    private Answer read(UUID pickup) {
        return city.resident(resident).get("/v1/pickups/" + pickup);
    }

    private void await(UUID pickup, String state, String paymentState) {
        City.eventually(() -> {
            Answer answer = read(pickup);
            assertThat(answer.text("/state") + " " + answer.text("/paymentState"))
                    .isEqualTo(state + " " + paymentState);
        });
    }

    private UUID booked(Object... items) {
        answerAuthorisations(authorised());
        UUID pickup = held(city.slot(Duration.ofDays(3), 1), items);
        assertThat(confirm(pickup).status()).isEqualTo(200);
        await(pickup, "booked", "authorised");
        return pickup;
    }

    /// What was asked for this test's payments.
    private List<LoggedRequest> authorisations() {
        return PROVIDER.findAll(postRequestedFor(urlEqualTo("/authorizations"))
                .withRequestBody(matchingJsonPath("$.token", equalTo(token))));
    }

    /// What was asked for, once per key: what is asked for again under its key has no effect.
    private List<String> taken(String movement) {
        return PROVIDER.findAll(postRequestedFor(urlEqualTo("/authorizations/auth-" + token + "/" + movement))).stream()
                .map(request -> request.getHeader("Idempotency-Key") + " " + request.getBodyAsString())
                .distinct()
                .map(request -> request.substring(request.indexOf(' ') + 1))
                .toList();
    }

    /// What the books say of a pickup, by account.
    private Map<String, Long> booked(UUID pickup, String kind) {
        return jdbc
                .sql("""
                        SELECT e.party, e.amount FROM ledger_entry e JOIN ledger_journal j ON j.id = e.journal_id
                        WHERE j.reference = :pickup AND j.kind = :kind
                        """)
                .param("pickup", pickup.toString())
                .param("kind", kind)
                .query(io.yike.kit.jdbc.Row.to(row -> Map.entry(row.text("party"), row.number("amount"))))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void thePriceIsHeldAtConfirmingAndWhatWasFetchedIsTaken() {
        UUID pickup = booked(City.item("sofa", "broken", 1), City.item("chair", "broken", 1));

        assertThat(confirm(pickup).text("/state")).isEqualTo("booked");
        assertThat(read(pickup).text("/payment")).isEqualTo("provider");
        assertThat(city.resident(resident).get("/v1/pickups").text("/items/0/paymentState"))
                .isEqualTo("authorised");
        assertThat(authorisations())
                .singleElement()
                .satisfies(request -> assertThat(request.getBodyAsString()).contains("\"amount\":3500"));
        Answer collected = city.operator()
                .post(
                        "/v1/pickups/" + pickup + "/outcome",
                        Map.of("outcome", "partly", "refusedLines", List.of(2), "reason", "mouldy"));

        assertThat(collected.status()).isEqualTo(200);
        await(pickup, "collected", "captured");
        assertThat(taken("captures")).containsExactly("{\"amount\":3000}");
        assertThat(read(pickup).text("/paymentDue/amount")).isEqualTo("3000");
        assertThat(booked(pickup, "pickup_captured")).isEqualTo(Map.of("payment-provider", -3000L, "yike", 3000L));
        assertThat(events.await("recycling.pickup_collected.v1", pickup)
                        .at("/data/charged/amount")
                        .asLong())
                .isEqualTo(3000);
        assertThat(city.credit(resident).text("/balance/amount")).isEqualTo("0");
        assertThat(jdbc.sql("SELECT count(*) FROM payment WHERE pickup_id = :id AND token IS NOT NULL")
                        .param("id", pickup)
                        .query(Long.class)
                        .single())
                .isZero();
        for (String statement : List.of(
                "UPDATE payment SET moved = 3501 WHERE pickup_id = '" + pickup + "'",
                "UPDATE payment SET state = 'authorised' WHERE pickup_id = '" + pickup + "'",
                "INSERT INTO payment SELECT gen_random_uuid(), pickup_id, amount, currency, 'pending', 'tok', null, null,"
                        + " null, null, 0, now(), null FROM payment WHERE pickup_id = '" + pickup + "'")) {
            assertThatThrownBy(() -> jdbc.sql(statement).update())
                    .as(statement)
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void aCancellationTakesTheFeeThatWasShownAndLetsGoOfTheRest() {
        UUID early = booked(City.item("sofa", "broken", 1));
        assertThat(city.resident(resident)
                        .get("/v1/pickups/" + early + "/cancel-terms")
                        .text("/refund/amount"))
                .isEqualTo("3000");
        assertThat(cancel(early, 3000).status()).isEqualTo(200);
        await(early, "cancelled", "released");
        assertThat(taken("void")).hasSize(1);
        assertThat(read(early).text("/reason")).isEmpty();

        UUID late = booked(City.item("sofa", "broken", 1));
        clock.advance(Duration.ofHours(49));
        assertThat(cancel(late, 3000).code()).isEqualTo("terms_changed");
        assertThat(cancel(late, 1500).status()).isEqualTo(200);
        await(late, "cancelled", "captured");

        assertThat(taken("captures")).containsExactly("{\"amount\":1500}");
        assertThat(booked(late, "pickup_captured")).isEqualTo(Map.of("payment-provider", -1500L, "yike", 1500L));
        assertThat(booked(early, "pickup_captured")).isEmpty();
    }

    private Answer cancel(UUID pickup, long refund) {
        return city.resident(resident).post("/v1/pickups/" + pickup + "/cancel", City.refund(refund));
    }

    @Test
    void whatTheProviderNeverPaysIsListedForAnOperator() {
        UUID pickup = booked(City.item("sofa", "broken", 1), City.item("chair", "broken", 1));
        PROVIDER.stubFor(post(urlEqualTo("/authorizations/auth-" + token + "/captures"))
                .willReturn(jsonResponse("{\"code\": \"authorization_voided\"}", 422)));
        city.operator()
                .post(
                        "/v1/pickups/" + pickup + "/outcome",
                        Map.of("outcome", "partly", "refusedLines", List.of(2), "reason", "mouldy"));

        await(pickup, "collected", "capture_refused");
        assertThat(unpaid(city.operator()))
                .filteredOn(one -> one.path("pickupId").asString().equals(pickup.toString()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("residentId").asString()).isEqualTo(resident.toString());
                    assertThat(one.at("/paymentDue/amount").asLong()).isEqualTo(3000);
                    assertThat(one.path("paymentRefusal").asString()).isEqualTo("authorization_voided");
                });
        assertThat(unpaid(city.resident(resident))).hasSize(1);
        assertThat(unpaid(city.resident(UUID.randomUUID()))).isEmpty();
        assertThat(city.resident(resident)
                        .get("/v1/pickups?paymentState=captured")
                        .text("/items/0/pickupId"))
                .isEmpty();
        Answer unheardOf = city.operator().get("/v1/pickups?paymentState=unpaid");
        assertThat(unheardOf.status() + " " + unheardOf.text("/fields/0/field")).isEqualTo("400 paymentState");
        assertThat(booked(pickup, "pickup_captured")).isEmpty();
        assertThat(taken("captures")).containsExactly("{\"amount\":3000}");
        assertThat(jdbc.sql("SELECT count(*) FROM payment WHERE pickup_id = :id AND step_due_at IS NOT NULL")
                        .param("id", pickup)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static List<JsonNode> unpaid(ApiClient caller) {
        return caller.get("/v1/pickups?paymentState=capture_refused&limit=100")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    @Test
    void aRefusalCancelsThePickupAndFreesItsSlot() {
        answerAuthorisations("{\"id\": \"auth\", \"status\": \"declined\", \"reason\": \"insufficient_funds\"}");
        UUID slot = city.slot(Duration.ofDays(3), 1);
        UUID pickup = held(slot, City.item("sofa", "broken", 1));

        assertThat(confirm(pickup).status()).isEqualTo(200);

        await(pickup, "cancelled", "refused");
        assertThat(read(pickup).text("/reason")).isEqualTo("payment_refused");
        assertThat(read(pickup).text("/paymentRefusal")).isEqualTo("insufficient_funds");
        assertThat(events.await("recycling.pickup_cancelled.v1", pickup)
                        .at("/data/reason")
                        .asString())
                .isEqualTo("payment_refused");
        assertThat(confirm(pickup).code()).isEqualTo("pickup_ended");
        assertThat(city.request(UUID.randomUUID(), slot, City.item("sofa", "broken", 1))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aProviderThatFailsIsAskedAgainUnderTheSameKey() {
        String before = Scenario.STARTED;
        for (int failure = 1; failure <= 4; failure++) {
            String after = "failed " + failure;
            PROVIDER.stubFor(post(urlEqualTo("/authorizations"))
                    .withRequestBody(matchingJsonPath("$.token", equalTo(token)))
                    .inScenario("recovers")
                    .whenScenarioStateIs(before)
                    .willSetStateTo(after)
                    .willReturn(serverError()));
            before = after;
        }
        PROVIDER.stubFor(post(urlEqualTo("/authorizations"))
                .withRequestBody(matchingJsonPath("$.token", equalTo(token)))
                .inScenario("recovers")
                .whenScenarioStateIs(before)
                .willReturn(okJson(authorised())));
        UUID pickup = held(city.slot(Duration.ofDays(3), 1), City.item("sofa", "broken", 1));

        List<CompletableFuture<Answer>> twice = Stream.of(1, 2)
                .map(_ -> CompletableFuture.supplyAsync(() -> confirm(pickup)))
                .toList();
        Awaitility.await().until(() -> twice.stream().allMatch(CompletableFuture::isDone));
        assertThat(twice.stream().map(answer -> answer.join().status())).containsExactly(200, 200);

        // Three attempts fail at once; the next is made when the row's pause is over.
        Awaitility.await().until(() -> authorisations().size() >= 3);
        City.eventually(() -> {
            clock.advance(Duration.ofSeconds(1));
            assertThat(read(pickup).text("/state")).isEqualTo("booked");
        });
        assertThat(authorisations().stream().map(request -> request.getHeader("Idempotency-Key")))
                .hasSize(5)
                .containsOnly(paymentId(pickup) + ":authorise");
    }

    private UUID paymentId(UUID pickup) {
        return jdbc.sql("SELECT id FROM payment WHERE pickup_id = :id")
                .param("id", pickup)
                .query(UUID.class)
                .single();
    }

    @Test
    void aSilentProviderEndsWithTheHoldAndWhatItHeldIsLetGo() {
        PROVIDER.stubFor(post(urlEqualTo("/authorizations"))
                .withRequestBody(matchingJsonPath("$.token", equalTo(token)))
                .willReturn(serverError()));
        UUID slot = city.slot(Duration.ofDays(3), 1);
        UUID pickup = held(slot, City.item("sofa", "broken", 1));

        Answer waits = confirm(pickup);

        assertThat(waits.text("/state") + " " + waits.text("/paymentState")).isEqualTo("held pending");
        assertThat(confirm(pickup).text("/state")).isEqualTo("held");
        assertThat(city.confirm(resident, pickup, "at_door").code()).isEqualTo("payment_under_way");
        PROVIDER.stubFor(get(urlPathEqualTo("/authorizations"))
                .withQueryParam("reference", equalTo(paymentId(pickup).toString()))
                .willReturn(okJson(
                        "{\"authorizations\": [{\"id\": \"auth-%s\", \"status\": \"authorized\", \"amount\": 3000, \"currency\": \"CNY\"}]}"
                                .formatted(token))));
        clock.advance(Duration.ofMinutes(11));
        events.await("recycling.pickup_expired.v1", pickup);
        assertThat(city.request(UUID.randomUUID(), slot, City.item("sofa", "broken", 1))
                        .status())
                .isEqualTo(201);
        circuitBreakers.circuitBreaker("payment-provider").reset();
        City.eventually(() -> {
            clock.advance(Duration.ofSeconds(1));
            assertThat(read(pickup).text("/paymentState")).isEqualTo("released");
        });

        assertThat(taken("void")).hasSize(1);
        assertThat(read(pickup).text("/state")).isEqualTo("expired");
    }

    @Test
    void aCancellationWhileTheProviderThinksLetsGoOfWhatComesLate() {
        PROVIDER.stubFor(post(urlEqualTo("/authorizations"))
                .willReturn(okJson(authorised()).withFixedDelay(1000)));
        UUID pickup = held(city.slot(Duration.ofDays(3), 1), City.item("sofa", "broken", 1));
        confirm(pickup);
        Awaitility.await().until(() -> read(pickup).text("/paymentState").equals("pending"));

        assertThat(cancel(pickup, 0).status()).isEqualTo(200);

        await(pickup, "cancelled", "released");
        assertThat(taken("void")).hasSize(1);
        assertThat(taken("captures")).isEmpty();
    }

    @Test
    void somethingToPayWithIsNeeded() {
        UUID pickup = held(city.slot(Duration.ofDays(3), 1), City.item("sofa", "broken", 1));

        Answer refused = city.confirm(resident, pickup, "provider");

        assertThat(refused.status() + " " + refused.code() + " " + refused.text("/fields/0/field"))
                .isEqualTo("422 token_required token");
        assertThat(read(pickup).text("/state")).isEqualTo("held");
    }
}
