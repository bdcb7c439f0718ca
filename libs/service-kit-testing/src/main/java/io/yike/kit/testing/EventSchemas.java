package io.yike.kit.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas that events are held against.
public final class EventSchemas {

    private static final String FOLDER = "/io/yike/contracts/events/";
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private EventSchemas() {}

    /// What is wrong with a CloudEvent, envelope and data; empty if nothing is.
    public static List<String> faultsOf(JsonNode event) {
        String type = event.path("type").asString("");
        return Stream.concat(
                        faults("cloudevent", event).map(fault -> "envelope " + fault),
                        faults(type, event.path("data")).map(fault -> "data " + fault))
                .toList();
    }

    private static Stream<String> faults(String name, JsonNode node) {
        return LOADED.computeIfAbsent(name, EventSchemas::load).validate(node).stream()
                .map(Object::toString);
    }

    private static Schema load(String name) {
        try (InputStream in = EventSchemas.class.getResourceAsStream(FOLDER + name + ".schema.json")) {
            if (in == null) {
                throw new AssertionError("No schema for the event " + name + " in contracts/events");
            }
            return SCHEMAS.getSchema(MAPPER.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
