package io.yike.recycling.telemetry.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.contracts.recycling.model.ReadingBatch;
import io.yike.kit.json.StrictJson;
import io.yike.recycling.telemetry.adapter.BatchReader.Batch;
import io.yike.recycling.telemetry.domain.Reading;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reading token by token takes and refuses exactly what the generated types of the contract do.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchReaderTest {

    private static final int ROUNDS = 6000;
    private static final String NOISE = " {}[]\",:x09-.\\";
    private static final List<String> TIMES =
            List.of("\"2026-11-26T10:00:00Z\"", "\"2026-11-26T18:00:00.25+08:00\"", "\"2026-11-26t10:00:00z\"");
    private static final List<String> ODD = List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"1\"",
            "true",
            "[]",
            "{}",
            "1.0",
            "0.5",
            "-0",
            "1e2",
            "1e400",
            "100000.5",
            "-100001",
            "1000000001",
            "9223372036854775808",
            "\"2026-11-26\"",
            "\"2026-02-30T10:00:00Z\"",
            "\"open\"",
            "\"OPEN\"",
            "1764151200",
            "NaN");
    private static final Map<String, List<String>> USUAL = Map.of(
            "measuredAt", TIMES,
            "fillPercent", List.of("40", "40.5", "-100000", "140", "null"),
            "weightGrams", List.of("12", "-3", "1000000000", "null"),
            "temperatureCelsius", List.of("21.5", "-61"),
            "tiltDegrees", List.of("0", "181.25"),
            "batteryPercent", List.of("99"),
            "door", List.of("\"open\"", "\"closed\"", "null"));

    private final JsonMapper mapper = mapper();
    private final BatchReader reader = new BatchReader(mapper);
    private final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();
    private final Validator validator = validators.getValidator();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().customize(builder);
        return builder.build();
    }

    @AfterAll
    void close() {
        validators.close();
    }

    private Optional<Batch> byTheContract(byte[] body) {
        try {
            ReadingBatch batch = mapper.readValue(body, ReadingBatch.class);
            return batch == null || !validator.validate(batch).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Batch(batch.getSentAt().toInstant(), WireReadings.of(batch)));
        } catch (JacksonException notByTheContract) {
            return Optional.empty();
        }
    }

    @Test
    void readsWhatADeviceSends() {
        String body = """
                {"sentAt": "2026-11-26T10:00:01Z", "readings": [
                  {"measuredAt": "2026-11-26T18:00:00.5+08:00", "fillPercent": 41, "weightGrams": 1200, "door": "closed"}]}
                """;
        Instant at = Instant.parse("2026-11-26T10:00:00.5Z");

        assertThat(reader.read(body.getBytes(StandardCharsets.UTF_8)))
                .contains(new Batch(
                        Instant.parse("2026-11-26T10:00:01Z"),
                        List.of(new Reading(at, at, 41.0, 1200L, null, null, null, false))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{",
                "{}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\"}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\", \"readings\": []}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\", \"readings\": [null]}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\", \"readings\": [{}]}",
                "{\"readings\": [{\"measuredAt\": \"2026-11-26T10:00:00Z\"}]}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\", \"readings\": [{\"measuredAt\": \"2026-11-26T10:00:00Z\"}]} {}",
                "{\"sentAt\": \"2026-11-26T10:00:00Z\", \"sentAt\": \"2026-11-26T10:00:00Z\","
                        + " \"readings\": [{\"measuredAt\": \"2026-11-26T10:00:00Z\"}]}"
            })
    void refusesWhatNoDeviceSends(String body) {
        assertThat(reader.read(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(byTheContract(body.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void takesAndRefusesWhatTheContractDoes() {
        Random random = new Random(20261126);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = body(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0) {
                body[random.nextInt(body.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
            }
            Optional<Batch> expected = byTheContract(body);

            assertThat(reader.read(body))
                    .as("round %d: %s", round, new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            taken += expected.isPresent() ? 1 : 0;
        }
        assertThat(taken).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    private static String body(Random random) {
        List<String> readings = new ArrayList<>();
        for (int i = random.nextInt(20) == 0 ? 1 : 0; i < 1 + random.nextInt(2); i++) {
            readings.add(reading(random));
        }
        String sentAt = "\"sentAt\": " + (random.nextInt(30) == 0 ? one(ODD, random) : one(TIMES, random));
        String rest = "\"readings\": [" + String.join(",", readings) + "]";
        return "{" + (random.nextBoolean() ? sentAt + ", " + rest : rest + ", " + sentAt)
                + (random.nextInt(40) == 0 ? ", \"more\": 1" : "") + "}";
    }

    private static String reading(Random random) {
        List<String> names = new ArrayList<>(USUAL.keySet());
        Collections.sort(names);
        Collections.shuffle(names, random);
        List<String> fields = new ArrayList<>();
        for (String name : names) {
            if (name.equals("measuredAt") || random.nextBoolean()) {
                fields.add("\"" + name + "\": "
                        + (random.nextInt(25) == 0
                                ? one(ODD, random)
                                : one(USUAL.getOrDefault(name, List.of()), random)));
            }
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
