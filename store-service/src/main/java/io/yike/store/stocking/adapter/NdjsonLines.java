package io.yike.store.stocking.adapter;

import io.yike.store.stocking.ImportLines;
import io.yike.store.stocking.ItemImports.LineError;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lines of one JSON object each.
final class NdjsonLines implements ImportLines {

    private static final int LONGEST_LINE = 16_384;

    private final Reader reader;
    private final JsonMapper json;
    private final String currency;
    private long number;

    NdjsonLines(Reader reader, JsonMapper json, String currency) {
        this.reader = reader;
        this.json = json;
        this.currency = currency;
    }

    @Override
    public @Nullable Line next() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            text.setLength(0);
            boolean tooLong = false;
            int next = reader.read();
            if (number == 0 && next == CsvRecords.BYTE_ORDER_MARK) {
                next = reader.read();
            }
            if (next < 0) {
                return null;
            }
            number++;
            for (; next >= 0 && next != '\n'; next = reader.read()) {
                tooLong |= text.length() >= LONGEST_LINE;
                if (!tooLong) {
                    text.append((char) next);
                }
            }
            if (tooLong) {
                return unreadable(null, "too_long", "at most 16,384 characters");
            }
            if (!text.toString().isBlank()) {
                return line(text.toString());
            }
        }
    }

    private Line line(String text) {
        JsonNode object;
        try {
            object = json.readTree(text);
        } catch (JacksonException malformed) {
            return unreadable(null, "malformed", "not a JSON object");
        }
        if (!object.isObject()) {
            return unreadable(null, "malformed", "not a JSON object");
        }
        Map<String, String> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!LineFields.KNOWN.contains(field.getKey())) {
                return unreadable(
                        LineFields.isText(field.getKey()) ? field.getKey() : null, "unknown_field", "no such field");
            }
            if (field.getValue().isContainer()) {
                return unreadable(field.getKey(), "malformed", "must be a text or number");
            }
            String value = field.getValue().isNull() ? "" : field.getValue().asString();
            if (!value.isEmpty()) {
                fields.put(field.getKey(), value);
            }
        }
        return new LineFields(number, fields, currency).read();
    }

    private Line unreadable(@Nullable String field, String code, String message) {
        return new Line.Bad(new LineError(number, field, code, message));
    }
}
