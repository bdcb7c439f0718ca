package io.yike.webhook.delivering.adapter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Message;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.Answer.Outcome;
import io.yike.webhook.subscribing.domain.AddressRules;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.ssl.SSLContexts;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/// What a receiver may do, and what it costs.
class HttpReceiversTest {

    private static final WebhookSettings.Sending SETTINGS = new WebhookSettings.Sending(
            64,
            4,
            4,
            5,
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            DataSize.ofKilobytes(16));

    private static final Message MESSAGE = new Message(
            "01937f3d-0000-7000-8000-000000000005",
            1_764_000_000,
            "v1,c2ln",
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    private static final WireMockServer RECEIVER = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .dynamicHttpsPort()
            .bindAddress("127.0.0.1")
            .containerThreads(40));

    private final List<String> lookedUp = new ArrayList<>();
    private final UUID endpoint = UUID.randomUUID();
    private CheckedResolver.Lookup lookup = InetAddress::getAllByName;
    private final CheckedResolver local =
            new CheckedResolver(new AddressRules(List.of("127.0.0.0/8")), this::look, SETTINGS.resolveWithin());
    private final CheckedResolver strict =
            new CheckedResolver(new AddressRules(List.of()), this::look, SETTINGS.resolveWithin());
    private final HttpReceivers receivers = receivers(local);
    private final HttpReceivers outside = receivers(strict);

    private static HttpReceivers receivers(CheckedResolver resolver) {
        return new HttpReceivers(
                ReceiversConfiguration.client(resolver, SETTINGS, SSLContexts.createSystemDefault()),
                SETTINGS,
                Clock.systemUTC());
    }

    private synchronized InetAddress[] look(String host) throws UnknownHostException {
        lookedUp.add(host);
        return lookup.all(host);
    }

    @BeforeAll
    static void listen() {
        RECEIVER.start();
    }

    @AfterAll
    static void stopListening() {
        RECEIVER.stop();
    }

    @BeforeEach
    void forget() {
        RECEIVER.resetAll();
    }

    @AfterEach
    void close() {
        receivers.close();
        outside.close();
        local.close();
        strict.close();
    }

    @Test
    void postsTheEventWithItsHeaders() {
        RECEIVER.stubFor(post("/hook?key=a%20b").willReturn(aResponse().withStatus(204)));

        Answer answer = receivers.call(endpoint, url("/hook?key=a%20b"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(answer.status()).isEqualTo(204);
        RECEIVER.verify(postRequestedFor(urlEqualTo("/hook?key=a%20b"))
                .withHeader("webhook-id", equalTo(MESSAGE.id()))
                .withHeader("webhook-timestamp", equalTo("1764000000"))
                .withHeader("webhook-signature", equalTo("v1,c2ln"))
                .withHeader("Content-Type", equalTo("application/cloudevents+json; charset=UTF-8"))
                .withHeader("User-Agent", equalTo("Yike-Webhooks/1"))
                .withoutHeader("Cookie")
                .withoutHeader("Upgrade")
                .withRequestBody(equalTo("{\"a\":1}")));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 404, 400, 502, 418})
    void takesEveryOtherStatusForAFailure(int status) {
        assertThat(answered(aResponse().withStatus(status)))
                .extracting(Answer::outcome, Answer::status)
                .containsExactly(Outcome.STATUS, status);
    }

    @Test
    void readsHowLongItIsToWait() {
        Answer seconds = answered(aResponse().withStatus(429).withHeader("Retry-After", "120"));
        Answer date = answered(aResponse().withStatus(503).withHeader("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"));
        Answer nonsense = answered(aResponse().withStatus(429).withHeader("Retry-After", "-1 moment"));
        Answer huge = answered(aResponse().withStatus(429).withHeader("Retry-After", "9".repeat(400)));
        Answer noMatter = answered(aResponse().withStatus(500).withHeader("Retry-After", "120"));

        assertThat(seconds.retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(date.retryAfter()).isEqualTo(Duration.ZERO);
        assertThat(nonsense.retryAfter()).isNull();
        assertThat(huge.retryAfter()).isNull();
        assertThat(noMatter.retryAfter()).isNull();
    }

    @Test
    void followsNoRedirect() {
        RECEIVER.stubFor(
                post("/hook").willReturn(temporaryRedirect("http://127.0.0.1:" + RECEIVER.port() + "/inside")));
        RECEIVER.stubFor(post("/inside").willReturn(aResponse().withStatus(200)));

        Answer answer = receivers.call(endpoint, url("/hook"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.REDIRECT);
        assertThat(answer.status()).isEqualTo(302);
        RECEIVER.verify(0, postRequestedFor(urlEqualTo("/inside")));
    }

    @Test
    void waitsNoLongerThanTheLongestSilence() {
        Answer answer = answered(aResponse().withStatus(200).withFixedDelay(10_000));

        assertThat(answer.outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(answer.latency()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3900));
    }

    /// A byte every 100 ms is never silent, and never an answer.
    @Test
    void waitsNoLongerThanTheWholeCallMayTakeHoweverTheStatusDrips() throws IOException {
        try (Drip drip = new Drip("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(4000), 100)) {
            Answer answer = receivers.call(endpoint, drip.url(), MESSAGE);

            assertThat(answer.outcome()).isEqualTo(Outcome.TIMEOUT);
            assertThat(answer.latency()).isBetween(Duration.ofMillis(3900), Duration.ofMillis(8000));
            drip.awaitHangUp();
        }
    }

    @Test
    void isDeliveredByTheStatusAndHangsUpOnABodyThatDrips() throws IOException {
        try (Drip drip = new Drip("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", "b".repeat(4000), 100)) {
            Answer answer = receivers.call(endpoint, drip.url(), MESSAGE);

            assertThat(answer.outcome()).isEqualTo(Outcome.DELIVERED);
            assertThat(answer.latency()).isLessThan(Duration.ofMillis(3900));
            drip.awaitHangUp();
        }
    }

    @Test
    void hangsUpOnABodyThatHasNoEnd() throws IOException {
        try (Drip flood = new Drip("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n", null, 0)) {
            Answer answer = receivers.call(endpoint, flood.url(), MESSAGE);

            assertThat(answer.outcome()).isEqualTo(Outcome.DELIVERED);
            flood.awaitHangUp();
            assertThat(flood.sent()).isLessThan(20_000_000);
        }
    }

    @Test
    void hangsUpOnHeadersThatHaveNoEnd() throws IOException {
        try (Drip flood = new Drip("HTTP/1.1 200 OK\r\nX-Long: ", null, 0)) {
            Answer answer = receivers.call(endpoint, flood.url(), MESSAGE);

            assertThat(answer.outcome()).isEqualTo(Outcome.PROTOCOL_ERROR);
            flood.awaitHangUp();
        }
    }

    @Test
    void takesWhatIsNotHttpForAFailure() throws IOException {
        for (String garbage : List.of("SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/9.9 banana\r\n\r\n", "\0\1\2\r\n\r\n")) {
            try (Drip drip = new Drip(garbage, "", 0)) {
                assertThat(receivers.call(endpoint, drip.url(), MESSAGE).isDelivered())
                        .as(garbage)
                        .isFalse();
            }
        }
        assertThat(answered(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)).isDelivered())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void takesABrokenConnectionForAFailure(String fault) {
        Answer answer = answered(aResponse().withFault(Fault.valueOf(fault)));

        assertThat(answer.outcome()).isEqualTo(Outcome.CONNECTION_LOST);
        assertThat(answer.status()).isNull();
    }

    @Test
    void saysWhyThereIsNoConnection() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(receivers
                        .call(endpoint, URI.create("http://127.0.0.1:" + closed + "/"), MESSAGE)
                        .outcome())
                .isEqualTo(Outcome.CONNECT_FAILED);
        lookup = host -> {
            throw new UnknownHostException(host);
        };
        assertThat(receivers
                        .call(endpoint, URI.create("http://nowhere.example/"), MESSAGE)
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN_HOST);
    }

    @Test
    void trustsNoCertificateThatNobodyVouchesFor() {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200)));

        Answer answer =
                receivers.call(endpoint, URI.create("https://127.0.0.1:" + RECEIVER.httpsPort() + "/"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.TLS_FAILED);
        RECEIVER.verify(0, postRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"})
    void connectsToNoAddressThatIsNotAllowed(String host) {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200)));

        Answer answer = outside.call(endpoint, URI.create("http://" + host + ":" + RECEIVER.port() + "/"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.ADDRESS_NOT_ALLOWED);
        RECEIVER.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void connectsToNoNameThatLeadsInside() {
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200)));
        lookup = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("10.0.0.1")};

        Answer answer = outside.call(endpoint, URI.create("http://rebind.example:" + RECEIVER.port() + "/"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.ADDRESS_NOT_ALLOWED);
        RECEIVER.verify(0, postRequestedFor(anyUrl()));
    }

    /// The name is allowed once and leads inside ever after: it is looked up once per connection, and what was
    /// looked up is what is connected to.
    @Test
    void connectsToWhatItLookedUpAndLooksItUpOnce() {
        AtomicInteger lookups = new AtomicInteger();
        lookup = _ ->
                new InetAddress[] {InetAddress.ofLiteral(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")};
        RECEIVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(200)));
        URI url = URI.create("http://rebind.example:" + RECEIVER.port() + "/");

        Answer first = receivers.call(endpoint, url, MESSAGE);
        Answer onANewConnection = receivers.call(UUID.randomUUID(), url, MESSAGE);

        assertThat(first.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(onANewConnection.outcome()).isEqualTo(Outcome.ADDRESS_NOT_ALLOWED);
        assertThat(lookups.get()).isEqualTo(2);
    }

    @Test
    void doesNotWaitForANameServerThatDoesNotAnswer() {
        CountDownLatch never = new CountDownLatch(1);
        lookup = host -> {
            try {
                never.await();
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };

        Answer answer = receivers.call(endpoint, URI.create("http://slow.example/"), MESSAGE);

        assertThat(answer.outcome()).isEqualTo(Outcome.UNKNOWN_HOST);
        assertThat(answer.latency()).isLessThan(Duration.ofMillis(3900));
    }

    /// What one endpoint's server leaves in a connection must not be read as the answer to another's event.
    @Test
    void sharesNoConnectionAmongEndpoints() throws IOException {
        try (Drip poisoned = new Drip(
                "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", 0)) {
            Answer one = receivers.call(UUID.randomUUID(), poisoned.url(), MESSAGE);
            Answer other = receivers.call(UUID.randomUUID(), poisoned.url(), MESSAGE);

            assertThat(one.status()).isEqualTo(500);
            assertThat(other.status()).isEqualTo(500);
            assertThat(poisoned.connections()).isEqualTo(2);
        }
    }

    private Answer answered(ResponseDefinitionBuilder response) {
        RECEIVER.stubFor(post("/hook").willReturn(response));
        return receivers.call(endpoint, url("/hook"), MESSAGE);
    }

    private static URI url(String path) {
        return URI.create("http://127.0.0.1:" + RECEIVER.port() + path);
    }

    /// A server that says what it has to say at once, and then goes on byte by byte, or without end.
    private static final class Drip implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final CountDownLatch hungUp = new CountDownLatch(1);

        Drip(String drip, int everyMillis) throws IOException {
            this("", drip, everyMillis);
        }

        /// Speaks a head first.
        ///
        /// @param drip null: without end
        Drip(String head, @Nullable String drip, int everyMillis) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        connections.incrementAndGet();
                        Thread.ofVirtual().start(() -> speak(socket, head, drip, everyMillis));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void speak(Socket socket, String head, @Nullable String drip, int everyMillis) {
            try (socket) {
                byte[] request = new byte[8192];
                assertThat(socket.getInputStream().read(request)).isPositive();
                OutputStream out = socket.getOutputStream();
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                byte[] flood = "c".repeat(65536).getBytes(StandardCharsets.ISO_8859_1);
                for (int i = 0; drip == null || i < drip.length(); i++) {
                    if (drip == null) {
                        out.write(flood);
                        sent.addAndGet(flood.length);
                    } else {
                        out.write(drip.charAt(i));
                        out.flush();
                        new CountDownLatch(1).await(everyMillis, java.util.concurrent.TimeUnit.MILLISECONDS);
                    }
                }
                // Until the other side goes, too.
                while (socket.getInputStream().read(request) >= 0) {
                    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException gone) {
                hungUp.countDown();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        }

        int connections() {
            return connections.get();
        }

        int sent() {
            return sent.get();
        }

        void awaitHangUp() {
            Awaitility.await("hang up").atMost(Duration.ofSeconds(10)).until(() -> hungUp.getCount() == 0);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
