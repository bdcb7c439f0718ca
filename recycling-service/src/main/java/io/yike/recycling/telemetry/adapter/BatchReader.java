package io.yike.recycling.telemetry.adapter;

import io.yike.kit.json.Rfc3339;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// Reads a batch of the contract token by token. A fleet's messages mostly hold one reading each, and nearly all work
/// on them is reading: the generated types with their validation take several times as long. `BatchReaderTest` holds
/// one against the other.
final class BatchReader {

    private static final int MOST_READINGS = 5000;
    private static final double WIDEST = 100_000;
    private static final long HEAVIEST = 1_000_000_000;

    private final JsonMapper mapper;

    BatchReader(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /// What a device sent.
    record Batch(Instant sentAt, List<Reading> readings) {}

    /// Empty if it is not by the contract.
    Optional<Batch> read(byte[] body) {
        try (JsonParser parser = mapper.createParser(body)) {
            Batch batch = batch(parser);
            if (parser.nextToken() != null) {
                throw new Misfit();
            }
            return Optional.of(batch);
        } catch (JacksonException | DateTimeException | Misfit notByTheContract) {
            return Optional.empty();
        }
    }

    /// Something stands where the contract has something else.
    private static final class Misfit extends Exception {

        Misfit() {
            super(null, null, false, false);
        }
    }

    private static Batch batch(JsonParser parser) throws Misfit {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        Instant sentAt = null;
        List<Reading> readings = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "sentAt" -> sentAt = time(parser);
                case "readings" -> readings = readings(parser);
                default -> throw new Misfit();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        if (sentAt == null || readings == null) {
            throw new Misfit();
        }
        return new Batch(sentAt, readings);
    }

    private static List<Reading> readings(JsonParser parser) throws Misfit {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        List<Reading> readings = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readings.add(reading(parser));
            if (readings.size() > MOST_READINGS) {
                throw new Misfit();
            }
        }
        if (readings.isEmpty()) {
            throw new Misfit();
        }
        return readings;
    }

    private static Reading reading(JsonParser parser) throws Misfit {
        expect(parser.currentToken(), JsonToken.START_OBJECT);
        Instant measuredAt = null;
        Double fill = null;
        Long weight = null;
        Double temperature = null;
        Double tilt = null;
        Double battery = null;
        Boolean open = null;
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            boolean isNull = parser.nextToken() == JsonToken.VALUE_NULL;
            switch (name) {
                case "measuredAt" -> measuredAt = time(parser);
                case "fillPercent" -> fill = isNull ? null : number(parser);
                case "weightGrams" -> weight = isNull ? null : grams(parser);
                case "temperatureCelsius" -> temperature = isNull ? null : number(parser);
                case "tiltDegrees" -> tilt = isNull ? null : number(parser);
                case "batteryPercent" -> battery = isNull ? null : number(parser);
                case "door" -> open = isNull ? null : isOpen(parser);
                default -> throw new Misfit();
            }
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        if (measuredAt == null) {
            throw new Misfit();
        }
        return new Reading(measuredAt, measuredAt, fill, weight, temperature, tilt, battery, open);
    }

    private static Instant time(JsonParser parser) throws Misfit {
        expect(parser.currentToken(), JsonToken.VALUE_STRING);
        return Rfc3339.dateTime(parser.getString()).toInstant();
    }

    private static double number(JsonParser parser) throws Misfit {
        @Nullable JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT) {
            expect(token, JsonToken.VALUE_NUMBER_FLOAT);
        }
        double number = parser.getDoubleValue();
        if (!(number >= -WIDEST && number <= WIDEST)) {
            throw new Misfit();
        }
        return number;
    }

    private static long grams(JsonParser parser) throws Misfit {
        expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT);
        long grams = parser.getLongValue();
        if (grams < -HEAVIEST || grams > HEAVIEST) {
            throw new Misfit();
        }
        return grams;
    }

    private static boolean isOpen(JsonParser parser) throws Misfit {
        expect(parser.currentToken(), JsonToken.VALUE_STRING);
        return switch (parser.getString()) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw new Misfit();
        };
    }

    private static void expect(@Nullable JsonToken found, JsonToken expected) throws Misfit {
        if (found != expected) {
            throw new Misfit();
        }
    }
}
