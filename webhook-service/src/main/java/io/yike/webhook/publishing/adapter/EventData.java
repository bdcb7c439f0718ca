package io.yike.webhook.publishing.adapter;

import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The data of events between JSON and maps. Numbers stay what they are: no amount passes through a floating point.
final class EventData {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private EventData() {}

    static Map<String, Object> read(JsonMapper json, JsonNode data) {
        return exact(json).convertValue(data, MAP);
    }

    static Map<String, Object> read(JsonMapper json, String data) {
        return exact(json).readValue(data, MAP);
    }

    private static JsonMapper exact(JsonMapper json) {
        return json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }
}
