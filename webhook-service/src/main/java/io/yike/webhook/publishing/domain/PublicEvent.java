package io.yike.webhook.publishing.domain;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// An event as its producer told it.
///
/// @param type as on the wire; one that this version does not know may stand in the log
/// @param sequence counts per source and subject
public record PublicEvent(
        UUID id, String type, String source, UUID subject, long sequence, Instant time, Map<String, ?> data) {

    /// The CloudEvent as somebody with this sight is told it. Traces and request ids stay inside.
    public Map<String, Object> document(Sight sight) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("specversion", "1.0");
        document.put("id", id.toString());
        document.put("type", type);
        document.put("source", source);
        document.put("subject", subject.toString());
        document.put("sequence", sequence);
        document.put("time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        document.put("datacontenttype", "application/json");
        document.put("data", FieldSight.project(data, sight));
        return document;
    }
}
