package io.yike.kit.event;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes and reads events. Reading ignores what it does not know: producers may add fields.
final class CloudEvents {

    private final JsonMapper json;

    CloudEvents(JsonMapper json) {
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    String write(Object data) {
        return json.writeValueAsString(data);
    }

    byte[] write(CloudEvent event) {
        return json.writeValueAsBytes(event);
    }

    JsonNode tree(String data) {
        return json.readTree(data);
    }

    /// Reads the envelope.
    ///
    /// @throws UnreadableEvent when it is no CloudEvent of ours
    CloudEvent read(String body) {
        try {
            CloudEvent event = json.readValue(body, CloudEvent.class);
            require("id", event.id());
            require("source", event.source());
            require("type", event.type());
            require("subject", event.subject());
            require("time", event.time());
            require("data", event.data());
            if (!Objects.equals(event.specversion(), CloudEvent.SPEC_VERSION)) {
                throw new UnreadableEvent("The specversion is not " + CloudEvent.SPEC_VERSION, null);
            }
            return event;
        } catch (JacksonException malformed) {
            throw new UnreadableEvent("The message is no CloudEvent: " + malformed.getOriginalMessage(), malformed);
        }
    }

    /// The body as text that PostgreSQL can hold.
    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    <T> Event<T> read(CloudEvent event, Class<T> dataType) {
        try {
            T data = json.treeToValue(event.data(), dataType);
            require("data", data);
            return new Event<>(
                    event.id(), event.type(), event.source(), event.subject(), event.sequence(), event.time(), data);
        } catch (JacksonException malformed) {
            throw new UnreadableEvent(
                    "The data of " + event.type() + " is not as expected: " + malformed.getOriginalMessage(),
                    malformed);
        }
    }

    private static void require(String attribute, @Nullable Object value) {
        if (value == null) {
            throw new UnreadableEvent("The attribute " + attribute + " is missing", null);
        }
    }
}
