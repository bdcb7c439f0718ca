package io.yike.recycling;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.jdbc.Row;
import io.yike.kit.testing.Answer;
import io.yike.recycling.City.Bin;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/// A fleet bridge speaks for many devices over one account, and for each only as far as that has signed.
class TelemetryBridgeIT extends InACity {

    @Autowired
    private RabbitTemplate broker;

    @Autowired
    private SimpleMessageListenerContainer bridgeListener;

    @Value("${yike.recycling.bridge.exchange}")
    private String exchange = "";

    @Test
    void whatADeviceSignedIsKeptOnceHoweverOftenItComes() {
        Bin bin = city.bin();
        String body = reading(42.5);
        Message message = signed(bin.deviceId(), body, clock.instant());

        send(message);
        send(message);
        send(signed(
                bin.deviceId(),
                "{\"sentAt\":\"%s\",\"readings\":[{\"measuredAt\":\"%s\",\"temperatureCelsius\":95}]}"
                        .formatted(city.now(), city.now().plusSeconds(1)),
                clock.instant()));

        Awaitility.await().untilAsserted(() -> assertThat(kept(bin.deviceId())).isEqualTo(2));
        assertThat(fill(bin)).isEqualTo(42.5);
        assertThat(refused(bin.deviceId())).isEmpty();
        Answer overHttp = city.device(bin.deviceId()).post("/v1/devices/" + bin.deviceId() + "/readings", body);
        assertThat(overHttp.text("/repeated")).isEqualTo("1");
        String alarm = city.operator().get("/v1/alarms?open=true&limit=1").text("/items/0/alarmId");
        assertThat(events.await("recycling.alarm_raised.v1", UUID.fromString(alarm))
                        .at("/data/kind")
                        .asString())
                .isEqualTo("fire");
    }

    @Test
    void whatABridgeMayNotSayIsCountedAndTheRestIsKept() {
        Bin bin = city.bin();
        Bin other = city.bin();
        Bin replaced = city.bin();
        byte[] keyOfReplaced = key(replaced.deviceId());
        city.device(replaced.pointId(), "plastic");
        UUID nobody = UUID.randomUUID();
        String body = reading(10);

        send(message(bin.deviceId(), body, sign(key(other.deviceId()), bin.deviceId(), body), null));
        send(message(bin.deviceId(), body, "§§", null));
        send(message(bin.deviceId(), body, null, null));
        send(signed(bin.deviceId(), "{\"sentAt\":", null));
        send(signed(bin.deviceId(), "null", null));
        send(signed(bin.deviceId(), "{\"sentAt\":\"%s\",\"readings\":[]}".formatted(city.now()), null));
        send(signed(bin.deviceId(), reading(140), null));
        send(message(replaced.deviceId(), body, sign(keyOfReplaced, replaced.deviceId(), body), null));
        send(message(nobody, body, sign(keyOfReplaced, nobody, body), null));
        send(signed(bin.deviceId(), reading(11), null));

        Awaitility.await().untilAsserted(() -> assertThat(kept(bin.deviceId())).isEqualTo(1));
        Awaitility.await()
                .untilAsserted(() -> assertThat(refused(bin.deviceId()))
                        .isEqualTo(Map.of(
                                "signature_wrong",
                                2L,
                                "signature_missing",
                                1L,
                                "unreadable",
                                3L,
                                "fill_out_of_range",
                                1L)));
        Awaitility.await()
                .untilAsserted(() -> assertThat(refused(replaced.deviceId())).isEqualTo(Map.of("device_retired", 1L)));
        assertThat(kept(replaced.deviceId())).isZero();
        assertThat(fill(bin)).isEqualTo(11);
        Answer key = city.operator().get("/v1/devices/" + replaced.deviceId() + "/signing-key");
        assertThat(key.code()).isEqualTo("device_retired");
        assertThat(city.device(replaced.deviceId())
                        .get("/v1/devices/" + replaced.deviceId() + "/signing-key")
                        .status())
                .isEqualTo(409);
        assertThat(city.operator().get("/v1/devices/" + nobody + "/signing-key").status())
                .isEqualTo(404);
        Answer page = city.operator().get("/v1/refused-telemetry?limit=2");
        assertThat(page.json().at("/items")).hasSize(2);
        assertThat(city.operator()
                        .get("/v1/refused-telemetry?limit=2&cursor=" + page.text("/nextCursor"))
                        .json()
                        .at("/items"))
                .isNotEmpty();
    }

    @Test
    void aWaitInTheQueueIsNoWrongClock() {
        Bin slow = city.bin();
        Bin wrong = city.bin();
        Instant then = city.now();
        Message waited = signed(slow.deviceId(), reading(33), null);
        Message corrected = signed(wrong.deviceId(), reading(44), then.plus(Duration.ofHours(2)));
        city.pass(Duration.ofHours(3));

        send(waited);
        send(corrected);

        Awaitility.await()
                .untilAsserted(() -> assertThat(kept(slow.deviceId()) + kept(wrong.deviceId()))
                        .isEqualTo(2));
        assertThat(Duration.between(then, measuredAt(slow.deviceId()))).isLessThan(Duration.ofSeconds(1));
        assertThat(Duration.between(then.plus(Duration.ofHours(2)), measuredAt(wrong.deviceId()))
                        .abs())
                .isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void nothingOfABurstIsLostWhenTheListenerDiesInTheMiddle() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            bins.add(city.bin());
        }
        Map<UUID, byte[]> keys = new HashMap<>();
        bins.forEach(bin -> keys.put(bin.deviceId(), key(bin.deviceId())));
        Instant now = city.now();

        for (int minute = 0; minute < 200; minute++) {
            for (Bin bin : bins) {
                String body = "{\"sentAt\":\"%s\",\"readings\":[{\"measuredAt\":\"%s\",\"fillPercent\":%d}]}"
                        .formatted(now, now.minusSeconds(60L * minute), minute % 100);
                send(message(
                        bin.deviceId(),
                        body,
                        sign(Objects.requireNonNull(keys.get(bin.deviceId())), bin.deviceId(), body),
                        null));
            }
            if (minute == 60) {
                bridgeListener.stop();
            }
            if (minute == 140) {
                bridgeListener.start();
            }
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(bins.stream()
                                .mapToLong(bin -> kept(bin.deviceId()))
                                .sum())
                        .isEqualTo(2000));
        assertThat(bins).allSatisfy(bin -> assertThat(fill(bin)).isZero());
    }

    private String reading(double fill) {
        return "{\"sentAt\":\"%s\",\"readings\":[{\"measuredAt\":\"%s\",\"fillPercent\":%s}]}"
                .formatted(city.now(), city.now(), fill);
    }

    private Message signed(UUID deviceId, String body, @Nullable Instant receivedAt) {
        return message(deviceId, body, sign(key(deviceId), deviceId, body), receivedAt);
    }

    private static Message message(
            UUID deviceId, String body, @Nullable String signature, @Nullable Instant receivedAt) {
        MessageBuilder message = MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8));
        message.setHeader("device-id", deviceId.toString());
        if (signature != null) {
            message.setHeader("signature", signature);
        }
        if (receivedAt != null) {
            message.setTimestamp(Date.from(receivedAt));
        }
        return message.build();
    }

    private void send(Message message) {
        broker.send(exchange, "", message);
    }

    /// As the device has it from whoever put it into the bin.
    private byte[] key(UUID deviceId) {
        Answer answer = city.operator().get("/v1/devices/" + deviceId + "/signing-key");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(city.device(deviceId)
                        .get("/v1/devices/" + deviceId + "/signing-key")
                        .body())
                .isEqualTo(answer.body());
        return Base64.getUrlDecoder().decode(answer.text("/key"));
    }

    private static String sign(byte[] key, UUID deviceId, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((deviceId + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private long kept(UUID deviceId) {
        return jdbc.sql("SELECT count(*) FROM reading WHERE device_id = :id")
                .param("id", deviceId)
                .query(Long.class)
                .single();
    }

    private Instant measuredAt(UUID deviceId) {
        return jdbc.sql("SELECT measured_at FROM reading WHERE device_id = :id")
                .param("id", deviceId)
                .query(Row.to(row -> row.instant("measured_at")))
                .single();
    }

    private double fill(Bin bin) {
        for (JsonNode stream : city.operator()
                .get("/v1/recycling-points/" + bin.pointId())
                .json()
                .at("/streams")) {
            if (stream.at("/material").asString().equals("plastic")) {
                return stream.at("/fillPercent").asDouble(-1);
            }
        }
        return -1;
    }

    private Map<String, Long> refused(UUID deviceId) {
        Map<String, Long> counts = new HashMap<>();
        city.operator()
                .get("/v1/refused-telemetry?limit=100")
                .json()
                .at("/items")
                .forEach(item -> {
                    if (item.path("deviceId").asString("").equals(deviceId.toString())) {
                        counts.put(
                                item.at("/code").asString(), item.at("/count").asLong());
                    }
                });
        return counts;
    }
}
