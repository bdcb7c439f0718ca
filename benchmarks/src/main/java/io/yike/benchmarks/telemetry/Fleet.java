package io.yike.benchmarks.telemetry;

import io.yike.recycling.telemetry.DeviceKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/// Devices and what they measure; the same each time, but for the time of measuring.
final class Fleet {

    private final List<UUID> devices;
    private final DeviceKeys keys;
    private final SplittableRandom random = new SplittableRandom(1);

    Fleet(int devices, String secret) {
        this.devices = IntStream.range(0, devices)
                .mapToObj(number -> new UUID(0x0193_7f3c_0000_7000L, 0x8000_0000_0000_0000L + number))
                .toList();
        this.keys = new DeviceKeys(secret);
    }

    List<UUID> devices() {
        return devices;
    }

    /// A row of the database.
    record Row(UUID device, Instant at, double fill, long grams, double celsius, double tilt, double battery) {}

    /// A signed message.
    @SuppressWarnings("ArrayRecordComponent") // sent, never compared
    record Message(UUID device, String signature, byte[] body, List<Row> rows) {}

    /// As many messages as needed for so many readings, device after device, each with its last so many
    /// minutes.
    ///
    /// @param until nothing was measured later
    List<Message> messages(int readings, int inEach, Instant until) {
        List<Message> messages = new ArrayList<>();
        Instant sentAt = until;
        for (int made = 0; made < readings; made += inEach) {
            int number = messages.size();
            UUID device = devices.get(number % devices.size());
            long before = (long) number / devices.size() * inEach;
            List<Row> rows = IntStream.range(0, inEach)
                    .mapToObj(minute -> row(device, sentAt.minusSeconds(60 * (before + minute))))
                    .toList();
            byte[] body = body(sentAt, rows).getBytes(StandardCharsets.UTF_8);
            messages.add(new Message(
                    device,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(keys.sign(device, body)),
                    body,
                    rows));
        }
        return messages;
    }

    private Row row(UUID device, Instant at) {
        return new Row(
                device,
                at,
                random.nextInt(1000) / 10.0,
                random.nextInt(100_000),
                random.nextInt(100, 350) / 10.0,
                random.nextInt(30) / 10.0,
                random.nextInt(200, 1000) / 10.0);
    }

    private static String body(Instant sentAt, List<Row> rows) {
        StringBuilder text = new StringBuilder("{\"sentAt\":\"").append(sentAt).append("\",\"readings\":[");
        for (Row row : rows) {
            text.append("{\"measuredAt\":\"")
                    .append(row.at)
                    .append("\",\"fillPercent\":")
                    .append(row.fill)
                    .append(",\"weightGrams\":")
                    .append(row.grams)
                    .append(",\"temperatureCelsius\":")
                    .append(row.celsius)
                    .append(",\"tiltDegrees\":")
                    .append(row.tilt)
                    .append(",\"batteryPercent\":")
                    .append(row.battery)
                    .append(",\"door\":\"closed\"},");
        }
        text.setLength(text.length() - 1);
        return text.append("]}").toString();
    }
}
