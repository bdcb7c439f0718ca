package io.yike.local.fuzz;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What one OpenAPI document promises: its operations, and what is wrong with an answer.
final class ApiContract {

    static final String JSON = "application/json";

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String FOLDER = "/io/yike/contracts/";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    /// What is answered alike for every operation that takes a body, and stands in `common.yaml` once.
    private static final Map<Integer, String> ALIKE = Map.of(413, "BodyTooLarge", 415, "UnsupportedMediaType");
    /// A token that is sent must be valid, also where none is needed.
    private static final int UNAUTHORIZED = 401;

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final JsonNode common;
    private final ObjectNode definitions = MAPPER.createObjectNode();
    private final Map<String, Schema> compiled = new HashMap<>();

    private ApiContract(JsonNode document, JsonNode common) {
        this.document = document;
        this.common = common;
        common.at("/components/schemas").properties().forEach(schema -> {
            definitions.set("common_" + schema.getKey(), rewritten(schema.getValue(), true));
            definitions.set(schema.getKey(), rewritten(schema.getValue(), true));
        });
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> definitions.set(schema.getKey(), rewritten(schema.getValue(), false)));
    }

    /// The operations of the contract of this name that the gateway lets in, e.g. `order-service`.
    static List<Operation> operations(String service) {
        var contract = new ApiContract(read("openapi/" + service + ".yaml"), read("openapi/common.yaml"));
        var access = read("access.yaml").path(service);
        var operations = new ArrayList<Operation>();
        contract.document
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> contract.operation(path.getKey(), path.getValue(), method, access))
                        .filter(operation -> !operation.roles().equals(Set.of("service")))
                        .forEach(operations::add));
        return operations;
    }

    private Operation operation(String path, JsonNode pathItem, Map.Entry<String, JsonNode> method, JsonNode access) {
        var node = method.getValue();
        var row = access.path(node.path("operationId").asString());
        var roles = new TreeSet<String>();
        for (var kind : List.of("own", "any")) {
            roles.addAll(row.path(kind).propertyNames());
        }
        var parameters = new ArrayList<JsonNode>();
        pathItem.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        node.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        return new Operation(this, method.getKey().toUpperCase(Locale.ROOT), path, node, roles, parameters);
    }

    /// One method on one path.
    ///
    /// @param roles whom the access table names
    record Operation(
            ApiContract contract,
            String method,
            String path,
            JsonNode node,
            Set<String> roles,
            List<JsonNode> parameters) {

        String id() {
            return node.path("operationId").asString();
        }

        JsonNode bodies() {
            return contract.resolved(node.path("requestBody")).path("content");
        }

        boolean takesJson() {
            return bodies().has(JSON);
        }

        /// Whether all is well in JSON, or without a body.
        boolean answersJson() {
            return node.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .map(response -> contract.resolved(response.getValue()).path("content"))
                    .allMatch(content -> content.isEmpty() || content.has(JSON));
        }

        JsonNode bodySchema() {
            return bodies().path(JSON).path("schema");
        }

        /// The documented JSON bodies.
        List<JsonNode> examples() {
            var json = bodies().path(JSON);
            var found = new ArrayList<JsonNode>();
            if (json.has("example")) {
                found.add(json.path("example"));
            }
            json.path("examples")
                    .forEach(example -> found.add(contract.resolved(example).path("value")));
            var ofSchema = contract.resolved(json.path("schema")).path("example");
            if (found.isEmpty() && !ofSchema.isMissingNode()) {
                found.add(ofSchema);
            }
            return found;
        }

        /// What is wrong with an answer by the contract; empty if nothing is.
        List<String> faultsOf(int status, @Nullable String contentType, String body) {
            var documented = node.path("responses").path(String.valueOf(status));
            var response = contract.resolved(documented);
            if (documented.isMissingNode() && status == UNAUTHORIZED) {
                response = contract.common.at("/components/responses/Unauthorized");
            } else if (documented.isMissingNode() && ALIKE.containsKey(status) && !bodies().isEmpty()) {
                response = contract.common.at("/components/responses/" + ALIKE.get(status));
            }
            if (response.isMissingNode()) {
                return List.of("status " + status + " is not documented");
            }
            var content = response.path("content");
            if (content.isEmpty()) {
                return body.isEmpty() ? List.of() : List.of("a body where none is documented");
            }
            if (contentType == null) {
                return List.of("no content type, documented: " + content.propertyNames());
            }
            var mediaType = contentType.split(";", 2)[0].strip();
            if (!content.has(mediaType)) {
                return List.of("content type " + mediaType + ", documented: " + content.propertyNames());
            }
            return mediaType.endsWith("json")
                    ? contract.faults(
                            id() + " " + status, content.path(mediaType).path("schema"), body, UnaryOperator.identity())
                    : List.of();
        }

        /// What is wrong with a JSON request by the contract; empty if nothing is. A byte order mark may be ignored
        /// (RFC 8259, section 8.1), and a property that is `null` counts as one that is left out.
        List<String> faultsOfRequest(String body) {
            var required =
                    contract.resolved(node.path("requestBody")).path("required").asBoolean(false);
            if (body.isBlank() && !required) {
                return List.of();
            }
            var marked = !body.isEmpty() && body.charAt(0) == BYTE_ORDER_MARK;
            return contract.faults(
                    id() + " request",
                    bodySchema(),
                    marked ? body.substring(1) : body,
                    ApiContract::withoutNullProperties);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// What a reference leads to.
    JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").asString("");
        if (reference.isEmpty()) {
            return node;
        }
        var pointer = reference.substring(reference.indexOf('#') + 1);
        var target = (reference.startsWith("common.yaml") ? common : document).at(pointer);
        return target.isMissingNode() ? common.at(pointer) : resolved(target);
    }

    private static JsonNode withoutNullProperties(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.propertyStream()
                        .filter(property -> property.getValue().isNull())
                        .map(Map.Entry::getKey)
                        .toList()
                        .forEach(object::remove);
                object.forEach(ApiContract::withoutNullProperties);
            }
            case ArrayNode array -> array.forEach(ApiContract::withoutNullProperties);
            default -> {
                // A value has no properties.
            }
        }
        return node;
    }

    private List<String> faults(String key, JsonNode schema, String body, UnaryOperator<JsonNode> read) {
        try {
            return compiled
                    .computeIfAbsent(key, _ -> compile(schema))
                    .validate(read.apply(MAPPER.readTree(body)))
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (JacksonException e) {
            return List.of("not JSON: " + e.getOriginalMessage());
        }
    }

    private Schema compile(JsonNode schema) {
        var whole = MAPPER.createObjectNode();
        whole.putArray("allOf").add(rewritten(schema, false));
        whole.set("$defs", definitions);
        return SCHEMAS.getSchema(whole);
    }

    /// A schema whose references point into `$defs`.
    private static JsonNode rewritten(JsonNode node, boolean ofCommon) {
        if (node.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            node.properties().forEach(property -> {
                if (property.getKey().equals("$ref")) {
                    var reference = property.getValue().asString();
                    var name = reference.substring(reference.lastIndexOf('/') + 1);
                    var isCommon = ofCommon || reference.startsWith("common.yaml");
                    copy.put("$ref", "#/$defs/" + (isCommon ? "common_" : "") + name);
                } else if (!property.getKey().equals("discriminator")) {
                    copy.set(property.getKey(), rewritten(property.getValue(), ofCommon));
                }
            });
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = MAPPER.createArrayNode();
            node.forEach(item -> copy.add(rewritten(item, ofCommon)));
            return copy;
        }
        return node;
    }

    private static JsonNode read(String name) {
        try (InputStream in = ApiContract.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no contract " + name);
            }
            return MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
