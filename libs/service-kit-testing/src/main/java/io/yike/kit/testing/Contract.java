package io.yike.kit.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A service's OpenAPI document, asked what it says about one exchange.
public final class Contract {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final JsonNode common;
    private final ObjectNode definitions = MAPPER.createObjectNode();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode document, JsonNode common) {
        this.document = document;
        this.common = common;
        common.at("/components/schemas").properties().forEach(schema -> {
            definitions.set("common_" + schema.getKey(), rewritten(schema.getValue(), true));
            // Responses of the common file name it without the file, and a document may leave it out.
            definitions.set(schema.getKey(), rewritten(schema.getValue(), true));
        });
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> definitions.set(schema.getKey(), rewritten(schema.getValue(), false)));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                path.getValue(),
                                method.getValue()))));
    }

    /// The contract of the service with this name, e.g. `order-service`.
    public static Contract of(String service) {
        return new Contract(resource("openapi/" + service + ".yaml"), resource("openapi/common.yaml"));
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /// The operation that answers this request; empty if the contract has none.
    public Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.matches(path))
                // A literal segment is more specific than a placeholder.
                .min((a, b) -> Integer.compare(a.placeholders(), b.placeholders()));
    }

    /// One method on one path.
    public final class Operation {

        private final String method;
        private final String path;
        private final JsonNode pathItem;
        private final JsonNode node;
        private final Pattern pattern;

        private Operation(String method, String path, JsonNode pathItem, JsonNode node) {
            this.method = method;
            this.path = path;
            this.pathItem = pathItem;
            this.node = node;
            this.pattern = Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"));
        }

        public String id() {
            return node.path("operationId").asString();
        }

        public String method() {
            return method;
        }

        /// With placeholders in braces.
        public String path() {
            return path;
        }

        /// Whether a token is needed.
        public boolean isSecured() {
            JsonNode security = node.has("security") ? node.path("security") : document.path("security");
            return !security.isEmpty() && security.valueStream().noneMatch(JsonNode::isEmpty);
        }

        /// Every documented status.
        public Set<Integer> statuses() {
            Set<Integer> statuses = new TreeSet<>();
            node.path("responses").propertyNames().forEach(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        /// Whether this answer is the gateway's, which has the same words for every operation.
        boolean isAnsweredByTheGateway(int status) {
            String reference = node.path("responses")
                    .path(String.valueOf(status))
                    .path("$ref")
                    .asString("");
            return reference.endsWith("/TooManyRequests") || reference.endsWith("/Unavailable");
        }

        /// What is wrong with an answer by this contract; empty if nothing is.
        public List<String> faultsOf(int status, @Nullable String contentType, String body) {
            JsonNode response = resolved(node.path("responses").path(String.valueOf(status)));
            if (response.isMissingNode()) {
                return List.of("status " + status + " is not documented");
            }
            JsonNode content = response.path("content");
            if (content.isEmpty()) {
                return body.isEmpty() ? List.of() : List.of("a body where none is documented");
            }
            if (contentType == null) {
                return List.of("no content type, documented: " + content.propertyNames());
            }
            String mediaType = contentType.split(";", 2)[0].strip();
            if (!content.has(mediaType)) {
                return List.of("content type " + mediaType + ", documented: " + content.propertyNames());
            }
            return mediaType.endsWith("json")
                    ? faults(id() + " " + status, content.path(mediaType).path("schema"), body)
                    : List.of();
        }

        /// What is wrong with a JSON request body by this contract; empty if nothing is.
        public List<String> faultsOfRequest(String body) {
            JsonNode schema = requestContent().path("application/json").path("schema");
            return schema.isMissingNode() ? List.of() : faults(id() + " request", schema, body);
        }

        boolean takesJson() {
            return requestContent().has("application/json");
        }

        boolean takesABody() {
            return !requestContent().isEmpty();
        }

        /// The media type to send: JSON where it is taken.
        String bodyType() {
            return takesJson()
                    ? "application/json"
                    : requestContent().propertyNames().iterator().next();
        }

        /// A documented JSON request body, if there is one.
        Optional<JsonNode> exampleBody() {
            JsonNode json = requestContent().path("application/json");
            if (json.has("example")) {
                return Optional.of(json.path("example"));
            }
            Optional<JsonNode> named = json.path("examples")
                    .valueStream()
                    .map(example -> resolved(example).path("value"))
                    .findFirst();
            return named.or(() -> Optional.of(resolved(json.path("schema")).path("example"))
                    .filter(example -> !example.isMissingNode()));
        }

        /// Parameters of the path and of the operation.
        List<JsonNode> parameters() {
            List<JsonNode> parameters = new ArrayList<>();
            pathItem.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
            node.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
            return parameters;
        }

        /// Names of query parameters and fields of the body that are ids.
        Set<String> idsInQueryAndBody() {
            Set<String> names = new TreeSet<>();
            parameters().stream()
                    .filter(parameter ->
                            parameter.path("in").asString().equals("query") && isId(resolved(parameter.path("schema"))))
                    .forEach(parameter -> names.add(parameter.path("name").asString()));
            requestContent().forEach(body -> addIds(body.path("schema"), names, new HashSet<>()));
            return names;
        }

        private JsonNode requestContent() {
            return resolved(node.path("requestBody")).path("content");
        }

        private boolean matches(String candidate) {
            return pattern.matcher(candidate).matches();
        }

        private int placeholders() {
            return (int) path.chars().filter(c -> c == '{').count();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private List<String> faults(String key, JsonNode schema, String body) {
        try {
            Schema compiled = schemas.computeIfAbsent(key, _ -> compiled(schema));
            return compiled.validate(MAPPER.readTree(body)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (tools.jackson.core.JacksonException e) {
            return List.of("not JSON: " + e.getOriginalMessage());
        }
    }

    private Schema compiled(JsonNode schema) {
        ObjectNode whole = MAPPER.createObjectNode();
        whole.putArray("allOf").add(rewritten(schema, false));
        whole.set("$defs", definitions);
        return SCHEMAS.getSchema(whole);
    }

    private void addIds(JsonNode schema, Set<String> names, Set<JsonNode> seen) {
        JsonNode resolved = resolved(schema);
        if (!seen.add(resolved)) {
            return;
        }
        resolved.path("properties").properties().forEach(property -> {
            if (isId(resolved(property.getValue()))) {
                names.add(property.getKey());
            }
            addIds(property.getValue(), names, seen);
        });
        for (String part : List.of("items", "additionalProperties")) {
            addIds(resolved.path(part), names, seen);
        }
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            resolved.path(composition).forEach(part -> addIds(part, names, seen));
        }
    }

    private static boolean isId(JsonNode schema) {
        return schema.path("format").asString("").equals("uuid");
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        if (reference.isEmpty()) {
            return node;
        }
        int hash = reference.indexOf('#');
        JsonNode source = reference.startsWith("common.yaml") ? common : document;
        JsonNode target = source.at(reference.substring(hash + 1));
        return target.isMissingNode() ? common.at(reference.substring(hash + 1)) : resolved(target);
    }

    /// A schema whose references point into `$defs`.
    private static JsonNode rewritten(JsonNode node, boolean ofCommon) {
        if (node.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            node.properties().forEach(property -> {
                if (property.getKey().equals("$ref")) {
                    String reference = property.getValue().asString();
                    String name = reference.substring(reference.lastIndexOf('/') + 1);
                    boolean common = ofCommon || reference.startsWith("common.yaml");
                    copy.put("$ref", "#/$defs/" + (common ? "common_" : "") + name);
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

    /// A YAML file of the contracts, by its path among them.
    static JsonNode resource(String name) {
        String resource = "/io/yike/contracts/" + name;
        try (InputStream in = Contract.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("No contract " + resource + " on the class path");
            }
            return MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
