package io.yike.webhook.publishing.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event as its producer told it.
///
/// @param type as on the wire; one that this version does not know may stand in the log
/// @param sequence counts per source and subject
public record PublicEvent(
        UUID id, String type, String source, UUID subject, long sequence, Instant time, Map<String, ?> data) {

    /// The same without the door: of the destination, the square kilometre stays.
    public PublicEvent blurred() {
        if (!(data.get("destination") instanceof Map<?, ?> door)) {
            return this;
        }
        Map<String, @Nullable Object> kilometre = new LinkedHashMap<>();
        door.forEach((name, value) -> kilometre.put(
                String.valueOf(name),
                value instanceof Number degrees && ("lat".equals(name) || "lng".equals(name))
                        ? new BigDecimal(degrees.toString()).setScale(2, RoundingMode.HALF_UP)
                        : value));
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        data.forEach(kept::put);
        kept.put("destination", kilometre);
        return new PublicEvent(id, type, source, subject, sequence, time, kept);
    }

    /// The CloudEvent as somebody with this sight is told it. Traces and request ids stay inside.
    public Map<String, Object> document(Sight sight) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("specversion", "1.0");
        document.put("id", id.toString());
        document.put("type", type);
        document.put("source", source);
        document.put("subject", subject.toString());
        document.put("sequence", sequence);
        document.put("time", time.toString());
        document.put("datacontenttype", "application/json");
        document.put("data", FieldSight.project(data, sight));
        return document;
    }
}
