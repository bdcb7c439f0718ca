package io.yike.kit.testing;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
public record Answer(int status, HttpHeaders headers, String body) {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    public JsonNode json() {
        return MAPPER.readTree(body);
    }

    /// The value at a JSON pointer, as text; the empty text if there is none.
    public String text(String pointer) {
        return json().at(pointer).asString("");
    }

    /// The body read as a generated model.
    public <T> T as(Class<T> type) {
        return MAPPER.readValue(body, type);
    }

    /// The problem's stable code.
    public String code() {
        return text("/code");
    }

    /// The header's first value; the empty text if there is none.
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
