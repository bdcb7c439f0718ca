package io.yike.kit.json;

import java.time.DateTimeException;
import java.time.LocalDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// Takes RFC 3339 dates, as every contract says, and nothing else that Java takes for one: no arrays, no years of more
/// than four digits, which our answers could not name.
final class StrictDate extends StdScalarDeserializer<LocalDate> {

    StrictDate() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (LocalDate) context.handleUnexpectedToken(LocalDate.class, parser);
        }
        String text = parser.getString();
        try {
            return Rfc3339.date(text);
        } catch (DateTimeException invalid) {
            return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text, "not an RFC 3339 full-date");
        }
    }
}
