package io.yike.webhook.publishing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// This service's tables against the contracts: whoever adds an event, or a field to one, decides who is told.
class EventTypesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Stream<String> types() {
        return Arrays.stream(EventType.values()).map(EventType::wire);
    }

    @Test
    void areAllThatHaveASchema() throws Exception {
        assertThat(types())
                .containsExactlyInAnyOrderElementsOf(
                        schemas().stream().filter(type -> !isInternal(type)).toList());
    }

    @Test
    void ofOthersAreAllTakenIn() throws IOException {
        JsonNode taken = read("subscriptions.json").path("webhook-service");

        assertThat(EventType.ofOthers().stream().map(EventType::wire))
                .containsExactlyInAnyOrderElementsOf(taken.valueStream()
                        .map(JsonNode::asString)
                        .filter(type -> !isInternal(type))
                        .toList());
    }

    /// Forgetting somebody, paying with credit and taking old appliances back are between the services:
    /// whoever asked reads how far it is.
    private static boolean isInternal(String type) {
        return type.startsWith("resident.") || type.startsWith("credit.") || type.startsWith("takeback.");
    }

    @ParameterizedTest
    @MethodSource("types")
    void haveNoFieldOfWhichNobodyDecidedWhoMayKnowIt(String type) throws IOException {
        JsonNode schema = read(type + ".schema.json");

        Set<String> fields = new TreeSet<>();
        fields(schema, fields);

        assertThat(fields).isNotEmpty().allMatch(FieldSight::isDecided);
    }

    private static void fields(JsonNode node, Set<String> fields) {
        if (node.path("properties").isObject()) {
            node.path("properties").properties().stream()
                    .filter(field -> field.getValue().isObject())
                    .map(Map.Entry::getKey)
                    .forEach(fields::add);
        }
        node.forEach(child -> fields(child, fields));
    }

    private static JsonNode read(String file) throws IOException {
        try (InputStream in = EventType.class.getResourceAsStream("/io/yike/contracts/events/" + file)) {
            return JSON.readTree(Objects.requireNonNull(in, file));
        }
    }

    private static List<String> schemas() throws Exception {
        URI folder = Objects.requireNonNull(EventType.class.getResource("/io/yike/contracts/events"))
                .toURI();
        if ("jar".equals(folder.getScheme())) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return schemas(jar.getPath("/io/yike/contracts/events"));
            }
        }
        return schemas(Path.of(folder));
    }

    private static List<String> schemas(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".schema.json") && !name.startsWith("cloudevent"))
                    .map(name -> name.substring(0, name.length() - ".schema.json".length()))
                    .collect(Collectors.toList());
        }
    }
}
