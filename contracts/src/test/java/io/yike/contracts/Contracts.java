package io.yike.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The files of this module, by their path in it, and what it takes to follow references between them.
final class Contracts {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /// Where the files pretend to be, so that references between them are absolute.
    private static final String BASE = "https://contracts.test/";

    private final Map<String, JsonNode> files = new TreeMap<>();
    private final SchemaRegistry registry;

    private Contracts(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("openapi"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), YAML.readTree(Files.readString(path)));
            }
        }
        try (Stream<Path> paths = Files.walk(folder.resolve("events"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), JSON.readTree(Files.readString(path)));
            }
        }
        for (String name : List.of("asyncapi.yaml", "access.yaml")) {
            files.put(name, YAML.readTree(Files.readString(folder.resolve(name))));
        }
        Map<String, String> schemas = files.entrySet().stream()
                .collect(Collectors.toMap(
                        file -> BASE + file.getKey(),
                        file -> withoutId(file.getValue()).toString()));
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(schemas)
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    static Contracts read() {
        try {
            return new Contracts(Path.of(""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    JsonNode file(String name) {
        JsonNode file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no file " + name);
        }
        return file;
    }

    List<String> names(String prefix, String suffix) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                .toList();
    }

    /// The OpenAPI files of the services.
    List<String> services() {
        return names("openapi/", ".yaml").stream()
                .filter(name -> !name.equals("openapi/common.yaml"))
                .toList();
    }

    /// What a node stands for: itself, or what its `$ref` leads to.
    JsonNode follow(String file, JsonNode node) {
        return node.has("$ref") ? at(absolute(file, node.get("$ref").asString())) : node;
    }

    /// Whether a reference that stands in a file leads to something.
    boolean resolves(String file, String reference) {
        String absolute = absolute(file, reference);
        String target = absolute.substring(BASE.length(), absolute.indexOf('#'));
        return files.containsKey(target) && !at(absolute).isMissingNode();
    }

    /// What a validator has to say against a value, by a schema that stands in a file.
    List<String> complaints(String file, JsonNode schema, JsonNode value) {
        Schema compiled = registry.getSchema(withAbsoluteReferences(file, schema));
        return compiled.validate(value).stream().map(Error::toString).toList();
    }

    /// What the meta-schema of JSON Schema 2020-12 has to say against a schema.
    List<String> complaintsOfMetaSchema(JsonNode schema) {
        var metaSchema = SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId());
        return registry.getSchema(metaSchema).validate(schema).stream()
                .map(Error::toString)
                .toList();
    }

    /// Visits each object of a file with its JSON pointer.
    static void visit(JsonNode node, BiConsumer<String, ObjectNode> visitor) {
        visit("", node, visitor);
    }

    private static void visit(String pointer, JsonNode node, BiConsumer<String, ObjectNode> visitor) {
        if (node instanceof ObjectNode object) {
            visitor.accept(pointer, object);
            object.properties()
                    .forEach(property -> visit(
                            pointer + "/" + property.getKey().replace("~", "~0").replace("/", "~1"),
                            property.getValue(),
                            visitor));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                visit(pointer + "/" + index, node.get(index), visitor);
            }
        }
    }

    private JsonNode at(String absolute) {
        int hash = absolute.indexOf('#');
        return file(absolute.substring(BASE.length(), hash)).at(JsonPointer.compile(absolute.substring(hash + 1)));
    }

    private static String absolute(String file, String reference) {
        int hash = reference.indexOf('#');
        String path = hash < 0 ? reference : reference.substring(0, hash);
        String fragment = hash < 0 ? "" : reference.substring(hash + 1);
        Path target = path.isEmpty()
                ? Path.of(file)
                : Path.of(file).resolveSibling(path).normalize();
        return BASE + target + "#" + fragment;
    }

    private static JsonNode withAbsoluteReferences(String file, JsonNode schema) {
        JsonNode copy = withoutId(schema);
        visit(copy, (_, object) -> {
            if (object.path("$ref").isString()) {
                object.put("$ref", absolute(file, object.get("$ref").asString()));
            }
        });
        return copy;
    }

    private static JsonNode withoutId(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("$id");
        }
        return copy;
    }
}
