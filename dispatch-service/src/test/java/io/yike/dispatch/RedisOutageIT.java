package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Engines;
import io.yike.kit.testing.Tokens;
import io.yike.proxy.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.embedded.RedisServer;
import tools.jackson.databind.JsonNode;

/// Redis dies, comes back empty, and hangs, while deliveries are brought.
class RedisOutageIT extends Journey {

    private static final int PORT = Engines.freePort();
    private static final TcpProxy PROXY = new TcpProxy("127.0.0.1", PORT);
    private static RedisServer redis = started();

    @DynamicPropertySource
    static void throughTheProxy(DynamicPropertyRegistry registry) {
        PROXY.open();
        registry.add("spring.data.redis.url", () -> "redis://127.0.0.1:" + PROXY.port());
    }

    @BeforeEach
    void letThrough() {
        PROXY.open();
    }

    @AfterAll
    static void end() {
        PROXY.close();
        stop();
    }

    @Test
    void deliveriesAreBroughtWhileRedisIsDeadAndTheIndexIsMadeAnewWhenItIsBack() {
        UUID courierId = town.onShift();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> area().isPresent());

        stop();
        Answer receipt = town.heard(courierId, 1);
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        Answer delivered = town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.json().path("accepted").asInt()).isEqualTo(1);
        assertThat(delivered.text("/state")).isEqualTo("delivered");
        Answer courier = town.courier(courierId).get("/v1/couriers/" + courierId);
        assertThat(courier.json().at("/position/point/lat").asDouble()).isEqualTo(town.lat + 0.001);
        assertThat(area()).as("the feed is silent, not wrong").isEmpty();

        // Empty, as after the loss of its disk; the courier says nothing meanwhile.
        redis = started();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> area().isPresent());
        assertThat(area())
                .hasValueSatisfying(
                        area -> assertThat(area.path("freeCouriers").asInt()).isEqualTo(1));
    }

    @Test
    void aRedisThatHangsDelaysAFewReportsALittleAndThenNone() {
        List<UUID> couriers =
                IntStream.range(0, 20).mapToObj(_ -> town.onShift()).toList();

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> area().isPresent());
        Duration slowestBefore = Collections.max(reportAtOnce(couriers));
        Duration allBefore = reportOneByOne(couriers);

        PROXY.swallow();
        Duration slowest = Collections.max(reportAtOnce(couriers));
        Duration all = reportOneByOne(couriers);
        UUID deliveryId = town.accepted();
        Answer task = await().atMost(Duration.ofSeconds(15))
                .until(() -> offered(couriers, deliveryId), Optional::isPresent)
                .orElseThrow();

        // Who comes first waits for a time-out of 400 ms or two; how busy the machine is shows in what it took before.
        assertThat(slowest).isLessThan(slowestBefore.multipliedBy(3).plus(Duration.ofSeconds(2)));
        assertThat(all)
                .as("of 20, were each to wait for one time-out it would be 8 s more than before")
                .isLessThan(allBefore.multipliedBy(2).plus(Duration.ofSeconds(4)));
        assertThat(task.text("/offer/deliveryId")).isEqualTo(deliveryId.toString());

        PROXY.open();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> area().isPresent());
    }

    private List<Duration> reportAtOnce(List<UUID> couriers) {
        clock.advance(Duration.ofSeconds(1));
        ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
        List<Thread> reports = couriers.stream()
                .map(courierId -> Thread.ofVirtual().start(() -> {
                    long began = System.nanoTime();
                    Answer answer = town.heard(courierId, 1);
                    assertThat(answer.json().path("accepted").asInt()).isEqualTo(1);
                    waits.add(Duration.ofNanos(System.nanoTime() - began));
                }))
                .toList();
        await().atMost(Duration.ofSeconds(20)).until(() -> reports.stream().noneMatch(Thread::isAlive));
        assertThat(waits).hasSameSizeAs(couriers);
        return List.copyOf(waits);
    }

    private Duration reportOneByOne(List<UUID> couriers) {
        clock.advance(Duration.ofSeconds(1));
        long began = System.nanoTime();
        couriers.forEach(courierId -> assertThat(
                        town.heard(courierId, 1).json().path("accepted").asInt())
                .isEqualTo(1));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Optional<Answer> offered(List<UUID> couriers, UUID deliveryId) {
        return couriers.stream()
                .map(courierId -> town.courier(courierId).get("/v1/couriers/" + courierId + "/next-task"))
                .filter(task -> task.text("/kind").equals("offer")
                        && task.text("/offer/deliveryId").equals(deliveryId.toString()))
                .findFirst();
    }

    /// The supply of the town's own area, as store-service reads it.
    private Optional<JsonNode> area() {
        clock.advance(Duration.ofSeconds(3));
        Answer supply = api.as(Tokens.service()).get("/v1/supply");
        assertThat(supply.status()).isEqualTo(200);
        return supply.json()
                .path("areas")
                .valueStream()
                .filter(area -> area.path("freeCouriers").asInt() > 0)
                .filter(area -> Math.abs(area.at("/centre/lat").asDouble() - town.lat) < 0.01)
                .findFirst();
    }

    private static RedisServer started() {
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .port(PORT)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void stop() {
        try {
            redis.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
