package io.yike.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisServer;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "yike.gateway.rate.per-second=1",
            "yike.gateway.rate.burst=5",
            "yike.gateway.rate.anonymous-per-second=1",
            "yike.gateway.rate.anonymous-burst=3",
            "yike.gateway.rate.redis-rest=100ms"
        })
@DirtiesContext
class RateLimitTest {

    private static final Upstream SERVICE = new Upstream();
    private static final Issuer ISSUER = new Issuer();
    private static final int REDIS_PORT = freePort();
    private static final RedisServer REDIS = redis();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        SERVICE.answers(200, "application/json", ISSUER.keys());
        properties.add("YIKE_ISSUER_URI", () -> Issuer.NAME);
        properties.add("YIKE_JWK_SET_URI", () -> SERVICE.uri() + "/oauth2/jwks");
        properties.add("YIKE_REDIS_URL", () -> "redis://127.0.0.1:" + REDIS_PORT);
        for (String service : new String[] {"IDENTITY", "ORDER", "STORE", "DISPATCH", "WEBHOOK"}) {
            properties.add("YIKE_" + service + "_SERVICE_URIS", SERVICE::uri);
        }
    }

    @AfterAll
    static void close() throws IOException {
        REDIS.stop();
        SERVICE.close();
    }

    @Test
    void boundsEachClientByItselfAndNobodyWhileRedisIsAway() throws IOException {
        Door one = new Door(port).withToken(ISSUER.token("one", "platform"));
        Door other = new Door(port).withToken(ISSUER.token("other", "platform"));

        assertThat(refused(one, 20)).isBetween(10L, 15L);
        Door.Answer refusal = refusal(one);
        assertThat(refusal.code()).isEqualTo("rate_limited");
        assertThat(refusal.header("Retry-After")).isEqualTo("1");
        assertThat(refusal.header("Content-Type")).startsWith("application/problem+json");
        assertThat(other.get("/v1/orders").status()).isEqualTo(200);
        assertThat(refused(new Door(port).withToken(ISSUER.tokenOf("anna", "app", "resident")), 20))
                .isBetween(5L, 15L);
        assertThat(new Door(port)
                        .withToken(ISSUER.tokenOf("ben", "app", "resident"))
                        .get("/v1/orders")
                        .status())
                .isEqualTo(200);
        assertThat(refusedAnonymous(20)).isBetween(12L, 17L);
        assertThat(refused(new Door(port).withToken("nonsense"), 20)).isBetween(5L, 20L);
        assertThat(refused(new Door(port), "/health", 20)).isBetween(5L, 20L);

        REDIS.stop();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> refused(one, 10) == 0);
        REDIS.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> refused(one, 10) > 0);
    }

    private static long refused(Door door, int requests) {
        return refused(door, "/v1/orders", requests);
    }

    private static long refused(Door door, String path, int requests) {
        return IntStream.range(0, requests)
                .filter(_ -> door.get(path).status() == 429)
                .count();
    }

    private long refusedAnonymous(int requests) {
        return refused(new Door(port), "/oauth2/token", requests);
    }

    /// The bucket gets one request a second back, so that some further one is refused.
    private static Door.Answer refusal(Door door) {
        return IntStream.range(0, 10)
                .mapToObj(_ -> door.get("/v1/orders"))
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RedisServer redis() {
        try {
            RedisServer redis = RedisServer.newRedisServer()
                    .port(REDIS_PORT)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build();
            redis.start();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
