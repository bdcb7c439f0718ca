package io.yike.kit.json;

import java.time.OffsetDateTime;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/// Writes a time as [java.time.Instant#toString()] does, in UTC with a fraction of 0, 3, 6 or 9 digits; Jackson's own
/// writes an instant without the zeros at its end, and so one and the same time in two ways.
final class InstantText extends StdScalarSerializer<OffsetDateTime> {

    InstantText() {
        super(OffsetDateTime.class);
    }

    @Override
    public void serialize(OffsetDateTime time, JsonGenerator json, SerializationContext context) {
        json.writeString(time.toInstant().toString());
    }
}
