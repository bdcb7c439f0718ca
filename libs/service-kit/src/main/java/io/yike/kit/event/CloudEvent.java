package io.yike.kit.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event on the wire: CloudEvents 1.0, JSON format, structured mode. `sequence`, `traceparent` (W3C) and `requestid`
/// are extension attributes.
record CloudEvent(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        long sequence,
        @Nullable String traceparent,
        @Nullable String requestid,
        JsonNode data) {

    static final String CONTENT_TYPE = "application/cloudevents+json";

    static final String SPEC_VERSION = "1.0";

    static final String DATA_CONTENT_TYPE = "application/json";
}
