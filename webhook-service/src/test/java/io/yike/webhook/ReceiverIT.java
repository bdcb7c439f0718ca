package io.yike.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.yike.kit.testing.SecondInstance;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.TestPropertySource;

/// What a receiver sees: calls it can verify with the Standard Webhooks library, and the same whether one
/// instance sends them or two. By the wall clock, which the library and another instance go by.
@TestPropertySource(properties = "yike.webhook.sending.poll-every=100ms")
class ReceiverIT extends Journey {

    @Autowired
    private ConfigurableEnvironment environment;

    @Test
    void verifiesCallsWithTheLibrary() throws Exception {
        Hook hook = hook(platform, "order.*");
        String fresh = api.as(platform)
                .post("/v1/webhook-endpoints/" + hook.id() + "/secrets", Map.of("overlapSeconds", 600))
                .text("/secret");
        tell(story, "order.placed.v1");
        tell(story, "order.authorised.v1");

        for (LoggedRequest call : awaitCalls(hook, 2)) {
            new Webhook(hook.secret()).verify(call.getBodyAsString(), headers(call));
            new Webhook(fresh).verify(call.getBodyAsString(), headers(call));
        }
    }

    @Test
    void believesNoOtherSecretAndNoOtherBody() throws Exception {
        Hook hook = hook(platform, "order.*");
        Hook other = hook(platform, "store.*");
        tell(story, "order.placed.v1");
        LoggedRequest call = awaitCalls(hook, 1).getFirst();
        Webhook right = new Webhook(hook.secret());
        Webhook wrong = new Webhook(other.secret());

        assertThatThrownBy(() -> wrong.verify(call.getBodyAsString(), headers(call)))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> right.verify(call.getBodyAsString() + " ", headers(call)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    /// Two instances take in, publish and send side by side: each event once in the log, each delivery made once, and
    /// never more calls of an endpoint at a time than one instance would make.
    @Test
    void isCalledOnceByTwoInstancesAndNeverByMoreAtATimeThanByOne() throws IOException {
        try (SecondInstance second = SecondInstance.start(WebhookServiceApplication.class, environment);
                Counting slow = new Counting()) {
            Hook counted = hookAt(platform, slow.url(), "/", "order.*");
            Hook quick = hook(platform, "order.*");
            List<UUID> events = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Story order = story.another();
                events.add(tell(order, "order.placed.v1"));
                events.add(tell(order, "order.authorised.v1"));
            }

            Awaitility.await("all delivered")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> delivered(counted, quick) == 400);

            assertThat(slow.calls()).isEqualTo(200);
            assertThat(slow.mostAtATime()).isBetween(2, 4);
            assertThat(calls(quick)).hasSize(200);
            assertThat(feed(platform)).hasSameSizeAs(events);
            assertThat(api.at(second.uri())
                            .as(platform)
                            .get("/v1/events?limit=200")
                            .json())
                    .isEqualTo(api.as(platform).get("/v1/events?limit=200").json());
            assertThat(jdbc.sql("select count(*) = max(position) and min(position) = 1 from published_event")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        }
    }

    /// Whichever instance publishes, whoever waits at another one hears of it.
    @Test
    void isHeardOfAtTheOtherInstanceByWhoeverWaits() {
        try (SecondInstance second = SecondInstance.start(WebhookServiceApplication.class, environment)) {
            String cursor = api.as(platform).get("/v1/events").text("/nextCursor");
            CountDownLatch heard = new CountDownLatch(2);
            for (var instance : List.of(api, api.at(second.uri()))) {
                Thread.ofVirtual().start(() -> {
                    var answer = instance.as(platform).get("/v1/events?waitSeconds=25&cursor=" + cursor);
                    if (answer.json().path("items").size() > 0) {
                        heard.countDown();
                    }
                });
            }
            tell(story, "order.placed.v1");

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> heard.getCount() == 0);
        }
    }

    @Test
    void setsAsideWhatItCannotReadAndGoesOn() {
        Hook hook = hook(platform, "order.*");
        UUID poison = UUID.randomUUID();
        sender.sendRaw("order.ready.v1", """
                {"specversion": "1.0", "id": "%s", "type": "order.ready.v1", "source": "/order-service", "subject": "%s",
                 "sequence": 9, "time": "2026-11-23T10:00:00Z", "datacontenttype": "application/json", "data": {"orderId": 7}}
                """.formatted(poison, story.orderId()));
        sender.sendRaw("order.ready.v1", "no event at all");
        UUID placed = tell(story, "order.placed.v1");

        awaitDelivery(hook, placed, "delivered");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(jdbc.sql("select count(*) from dead_letter where event_id = :id")
                                .param("id", poison)
                                .query(Long.class)
                                .single())
                        .isEqualTo(1));
    }

    private int delivered(Hook... hooks) {
        return jdbc.sql("select count(*) from delivery where endpoint_id = any(:ids) and state = 'delivered'")
                .param("ids", List.of(hooks).stream().map(Hook::id).toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    private static Map<String, List<String>> headers(LoggedRequest call) {
        return call.getHeaders().all().stream()
                .collect(Collectors.toMap(
                        header -> header.key().toLowerCase(java.util.Locale.ROOT),
                        header -> header.values(),
                        (a, _) -> a));
    }

    /// Answers each call after a moment, and counts how many it has at a time.
    private static final class Counting implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Counting() throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!server.isClosed()) {
                    try {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
        }

        private void serve(Socket socket) {
            try (socket) {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[65536];
                int read = in.read(buffer);
                while (read >= 0) {
                    calls.incrementAndGet();
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    awaitRest(in, new String(buffer, 0, read, StandardCharsets.UTF_8));
                    new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                    now.decrementAndGet();
                    socket.getOutputStream().write("HTTP/1.1 204 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    read = in.read(buffer);
                }
            } catch (IOException gone) {
                return;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        /// The body may come after the headers.
        private static void awaitRest(InputStream in, String begin) throws IOException {
            int body = begin.indexOf("\r\n\r\n") + 4;
            int length = Integer.parseInt(
                    begin.replaceAll("(?is).*content-length: ([0-9]+).*", "$1").strip());
            int missing = length - (begin.getBytes(StandardCharsets.UTF_8).length - body);
            in.skipNBytes(Math.max(0, missing));
        }

        String url() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/";
        }

        int calls() {
            return calls.get();
        }

        int mostAtATime() {
            return most.get();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
