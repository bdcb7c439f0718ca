package io.yike.payments.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPaymentProviderTest {

    private static final Money AMOUNT = new Money(2800, "CNY");
    private static final String AUTHORIZED = "{\"id\": \"auth_1\", \"status\": \"authorized\", \"added\": \"later\"}";

    @RegisterExtension
    static final WireMockExtension PROVIDER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private HttpPaymentProvider payments;

    @BeforeEach
    void connect() {
        payments = connect(URI.create(PROVIDER.baseUrl()), 100, 8);
    }

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void authorisesUnderTheOrdersKey() {
        PROVIDER.stubFor(post("/authorizations").willReturn(okJson(AUTHORIZED)));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_ok")).isEqualTo(new Authorisation.Authorised("auth_1"));

        PROVIDER.verify(
                1,
                postRequestedFor(urlEqualTo("/authorizations"))
                        .withHeader("Authorization", equalTo("Bearer secret"))
                        .withHeader("Idempotency-Key", equalTo("order-1:authorise"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"reference\":\"order-1\",\"amount\":2800,\"currency\":\"CNY\",\"token\":\"tok_ok\"}")));
    }

    @Test
    void capturesReleasesAndRefundsUnderAKeyOfEachStep() {
        for (String step : List.of("captures", "void", "refunds")) {
            PROVIDER.stubFor(post("/authorizations/auth_1/" + step)
                    .willReturn(okJson("{\"id\": \"auth_1\", \"status\": \"whatever\"}")));
        }

        assertThat(payments.capture("order-1", "auth_1", AMOUNT)).isEqualTo(new Movement.Done());
        assertThat(payments.release("order-1", "auth_1")).isEqualTo(new Movement.Done());
        assertThat(payments.refund("order-1", "refund-7", "auth_1", AMOUNT)).isEqualTo(new Movement.Done());

        assertKey("captures", "order-1:capture");
        assertKey("void", "order-1:release");
        assertKey("refunds", "order-1:refund:refund-7");
    }

    @Test
    void tellsARefusalOfTheProvider() {
        PROVIDER.stubFor(post("/authorizations")
                .willReturn(
                        okJson("{\"id\": \"auth_1\", \"status\": \"declined\", \"reason\": \"insufficient_funds\"}")));
        PROVIDER.stubFor(post("/authorizations/auth_1/captures")
                .willReturn(
                        okJson("{\"code\": \"amount_exceeds_authorization\"}").withStatus(422)));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_declined"))
                .isEqualTo(new Authorisation.Refused("insufficient_funds"));
        assertThat(payments.capture("order-1", "auth_1", AMOUNT))
                .isEqualTo(new Movement.Refused("amount_exceeds_authorization"));
        PROVIDER.verify(1, postRequestedFor(urlEqualTo("/authorizations")));
    }

    @Test
    void hearsTheAnswerThatWasLostByAskingAgain() {
        PROVIDER.stubFor(post("/authorizations")
                .inScenario("lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("took effect")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        PROVIDER.stubFor(post("/authorizations")
                .inScenario("lost")
                .whenScenarioStateIs("took effect")
                .willReturn(okJson(AUTHORIZED)));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_lost")).isEqualTo(new Authorisation.Authorised("auth_1"));

        PROVIDER.verify(
                2,
                postRequestedFor(urlEqualTo("/authorizations"))
                        .withHeader("Idempotency-Key", equalTo("order-1:authorise")));
    }

    @ParameterizedTest
    @CsvSource({"2800, true", "2700, false"})
    void knowsItsOwnCaptureWhenTheProviderHasForgottenTheKey(long captured, boolean ours) {
        PROVIDER.stubFor(post("/authorizations/auth_1/captures")
                .willReturn(okJson("{\"code\": \"authorization_captured\"}").withStatus(409)));
        PROVIDER.stubFor(get("/authorizations?reference=order-1").willReturn(okJson("""
                        {"authorizations": [{"id": "auth_1", "status": "captured", "amount": 2800, "currency": "CNY",
                          "captured": %d}]}
                        """.formatted(captured))));

        assertThat(payments.capture("order-1", "auth_1", AMOUNT))
                .isEqualTo(ours ? new Movement.Done() : new Movement.Refused("authorization_captured"));
    }

    @Test
    void doesNotKnowWhoseCaptureItWasWhileNobodySays() {
        PROVIDER.stubFor(post("/authorizations/auth_1/captures")
                .willReturn(okJson("{\"code\": \"authorization_captured\"}").withStatus(409)));
        PROVIDER.stubFor(get("/authorizations?reference=order-1").willReturn(serverError()));

        assertThat(payments.capture("order-1", "auth_1", AMOUNT)).isInstanceOf(Movement.Unknown.class);
    }

    static List<ResponseDefinitionBuilder> answersThatSayNothing() {
        return List.of(
                serverError(),
                aResponse().withStatus(503),
                aResponse().withStatus(429),
                aResponse().withStatus(409).withBody("{\"code\": \"request_in_progress\"}"),
                aResponse().withStatus(401),
                aResponse().withStatus(302).withHeader("Location", "/elsewhere"),
                okJson(AUTHORIZED).withFixedDelay(5_000),
                okJson(AUTHORIZED).withChunkedDribbleDelay(20, 9_000),
                okJson("{\"id\": \"auth_1\", \"sta"),
                okJson("[]"),
                okJson("{}"),
                okJson("{\"id\": \"auth_1\"}"),
                okJson("{\"status\": \"authorized\"}"),
                okJson("{\"id\": \"\", \"status\": \"authorized\"}"),
                okJson("{\"id\": \"auth_1\", \"status\": \"pondering\"}"),
                aResponse().withStatus(200),
                aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<p>Welcome</p>"),
                aResponse().withFault(Fault.EMPTY_RESPONSE),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
    }

    @ParameterizedTest
    @MethodSource("answersThatSayNothing")
    void neverTakesAnAnswerThatSaysNothingForARefusal(ResponseDefinitionBuilder answer) {
        PROVIDER.stubFor(post(anyUrl()).willReturn(answer));
        PROVIDER.stubFor(get(anyUrl()).willReturn(answer));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_ok")).isInstanceOf(Authorisation.Unknown.class);
        assertThat(payments.find("order-1")).isInstanceOf(Standing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"500,''", "404,{}", "409,'{\"code\": \"request_in_progress\"}'", "422,<html/>", "200,''", "200,{}"})
    void neverTakesAMovementThatSaysNothingForARefusal(int status, String body) {
        PROVIDER.stubFor(post(anyUrl()).willReturn(okJson(body).withStatus(status)));

        assertThat(payments.capture("order-1", "auth_1", AMOUNT)).isInstanceOf(Movement.Unknown.class);
        assertThat(payments.release("order-1", "auth_1")).isInstanceOf(Movement.Unknown.class);
        assertThat(payments.refund("order-1", "refund-7", "auth_1", AMOUNT)).isInstanceOf(Movement.Unknown.class);
    }

    @Test
    void doesNotKnowWhenNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var nobody = connect(URI.create("http://127.0.0.1:" + port), 100, 8)) {
            assertThat(nobody.authorise("order-1", AMOUNT, "tok_ok")).isInstanceOf(Authorisation.Unknown.class);
            assertThat(nobody.find("order-1")).isInstanceOf(Standing.Unknown.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 422})
    void doesNotRepeatWhatWillBeAnsweredTheSame(int status) {
        PROVIDER.stubFor(post("/authorizations").willReturn(aResponse().withStatus(status)));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_ok")).isInstanceOf(Authorisation.Unknown.class);

        PROVIDER.verify(1, postRequestedFor(urlEqualTo("/authorizations")));
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        PROVIDER.stubFor(post("/authorizations").willReturn(serverError()));

        assertThat(payments.authorise("order-1", AMOUNT, "tok_flaky")).isEqualTo(new Authorisation.Unknown("HTTP 500"));

        PROVIDER.verify(3, postRequestedFor(urlEqualTo("/authorizations")));
    }

    @Test
    void stopsAskingAProviderThatKeepsFailing() {
        PROVIDER.stubFor(post("/authorizations").willReturn(serverError()));
        try (var careful = connect(URI.create(PROVIDER.baseUrl()), 6, 8)) {
            careful.authorise("order-1", AMOUNT, "tok_ok");
            careful.authorise("order-2", AMOUNT, "tok_ok");

            assertThat(careful.authorise("order-3", AMOUNT, "tok_ok"))
                    .isEqualTo(new Authorisation.Unknown("CallNotPermittedException"));
        }

        PROVIDER.verify(6, postRequestedFor(urlEqualTo("/authorizations")));
    }

    @Test
    void turnsAwayMoreCallsThanItMayMakeAtOnce() throws Exception {
        PROVIDER.stubFor(post("/authorizations").willReturn(okJson(AUTHORIZED).withFixedDelay(300)));
        var outcomes = new ArrayList<Authorisation>();

        try (var narrow = connect(URI.create(PROVIDER.baseUrl()), 100, 2);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Authorisation>> calls = new ArrayList<>();
            for (int order = 0; order < 10; order++) {
                String reference = "order-" + order;
                calls.add(() -> narrow.authorise(reference, AMOUNT, "tok_ok"));
            }
            for (Future<Authorisation> outcome : threads.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).contains(new Authorisation.Unknown("BulkheadFullException"));
        assertThat(outcomes.stream().filter(Authorisation.Authorised.class::isInstance))
                .hasSize(2);
    }

    @Test
    void findsWhatTookEffect() {
        PROVIDER.stubFor(get("/authorizations?reference=order%201%261").willReturn(okJson("""
                        {"authorizations": [{"id": "auth_1", "status": "captured", "amount": 2800, "currency": "CNY",
                          "captured": 2000, "refunded": 500}]}
                        """)));

        assertThat(payments.find("order 1&1"))
                .isEqualTo(new Standing.Held("auth_1", AMOUNT, new Money(2000, "CNY"), new Money(500, "CNY"), false));
    }

    @Test
    void findsThatNothingOrARefusalTookEffect() {
        PROVIDER.stubFor(get("/authorizations?reference=order-1").willReturn(okJson("{\"authorizations\": []}")));
        PROVIDER.stubFor(get("/authorizations?reference=order-2").willReturn(okJson("""
                        {"authorizations": [{"id": "auth_2", "status": "declined", "reason": "card_expired",
                          "amount": 2800, "currency": "CNY"}]}
                        """)));
        PROVIDER.stubFor(get("/authorizations?reference=order-3").willReturn(okJson("""
                        {"authorizations": [{"id": "auth_3", "status": "voided", "amount": 2800, "currency": "CNY"}]}
                        """)));

        assertThat(payments.find("order-1")).isEqualTo(new Standing.Nothing());
        assertThat(payments.find("order-2")).isEqualTo(new Standing.Refused("card_expired"));
        assertThat(payments.find("order-3"))
                .isEqualTo(new Standing.Held("auth_3", AMOUNT, Money.zero("CNY"), Money.zero("CNY"), true));
    }

    @Test
    void keepsTheKeyOutOfLogs() {
        assertThat(ProviderSettings.of(URI.create("https://pay.example"), "secret")
                        .toString())
                .doesNotContain("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProviderSettings.of(URI.create("https://pay.example"), " "));
    }

    private static void assertKey(String step, String key) {
        PROVIDER.verify(
                1,
                postRequestedFor(urlEqualTo("/authorizations/auth_1/" + step))
                        .withHeader("Idempotency-Key", equalTo(key)));
    }

    private static HttpPaymentProvider connect(URI url, int calls, int concurrentCalls) {
        return HttpPaymentProvider.of(new ProviderSettings(
                url,
                "secret",
                Duration.ofSeconds(1),
                Duration.ofMillis(1_700),
                3,
                Duration.ofMillis(5),
                concurrentCalls,
                50,
                calls,
                Duration.ofSeconds(10)));
    }
}
