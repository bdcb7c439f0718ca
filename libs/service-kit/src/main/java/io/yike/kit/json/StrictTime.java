package io.yike.kit.json;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/// Takes RFC 3339 date-times, as every contract says, and nothing else that Java takes for one: no numbers, no years of
/// more than four digits, which neither our answers nor the database could hold.
final class StrictTime extends StdScalarDeserializer<OffsetDateTime> {

    StrictTime() {
        super(OffsetDateTime.class);
    }

    @Override
    public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (OffsetDateTime) context.handleUnexpectedToken(OffsetDateTime.class, parser);
        }
        String text = parser.getString();
        try {
            return Rfc3339.dateTime(text);
        } catch (DateTimeException invalid) {
            return (OffsetDateTime)
                    context.handleWeirdStringValue(OffsetDateTime.class, text, "not an RFC 3339 date-time");
        }
    }
}
