package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static final Contracts CONTRACTS = Contracts.read();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /// An operation, and the file it stands in.
    record Operation(String file, String path, String method, JsonNode node) {

        boolean isPublic() {
            return node.has("security") && node.get("security").isEmpty();
        }

        @Override
        public String toString() {
            return file + " " + method + " " + path;
        }
    }

    static Stream<String> files() {
        return CONTRACTS.names("openapi/", ".yaml").stream();
    }

    static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (String file : CONTRACTS.services()) {
            CONTRACTS
                    .file(file)
                    .get("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(method -> METHODS.contains(method.getKey()))
                            .forEach(method -> operations.add(
                                    new Operation(file, path.getKey(), method.getKey(), method.getValue()))));
        }
        return operations;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyReferenceResolves(String file) {
        var dangling = new ArrayList<String>();

        Contracts.visit(CONTRACTS.file(file), (pointer, node) -> {
            if (node.path("$ref").isString()
                    && !CONTRACTS.resolves(file, node.get("$ref").asString())) {
                dangling.add(pointer + " → " + node.get("$ref").asString());
            }
        });

        assertThat(dangling).isEmpty();
    }

    @Test
    void operationIdsAreUniqueAcrossServices() {
        Map<String, Operation> seen = new HashMap<>();

        assertThat(operations()).isNotEmpty().allSatisfy(operation -> {
            Operation other = seen.put(operation.node.get("operationId").asString(), operation);
            assertThat(other).as("has the operationId of " + operation).isNull();
        });
    }

    @Test
    void everyOperationSaysWhatItIs() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.node.path("tags").size()).isEqualTo(1);
            assertThat(operation.node.path("summary").asString("")).isNotBlank();
        });
    }

    @Test
    void everyStatusIsListedByItself() {
        assertThat(operations()).allSatisfy(operation -> {
            JsonNode responses = operation.node.get("responses");
            assertThat(responses.propertyNames()).allMatch(status -> status.matches("[2-5][0-9][0-9]"));
            if (!operation.isPublic()) {
                assertThat(responses.propertyNames()).contains("401");
            }
        });
    }

    /// A photo is its own key: the same bytes again are the same photo.
    @Test
    void whatCreatesTakesAnIdempotencyKey() {
        assertThat(operations())
                .filteredOn(operation -> operation.method.equals("post")
                        && operation.node.get("responses").has("201")
                        && !operation.isPublic()
                        && !operation.node.at("/requestBody/content").has("application/octet-stream"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(parameters(operation)).contains("Idempotency-Key"));
    }

    @Test
    void everyRefusalIsAProblem() {
        assertThat(operations())
                .allSatisfy(operation -> operation.node.get("responses").properties().stream()
                        .filter(response -> response.getKey().charAt(0) >= '4')
                        .forEach(response -> {
                            JsonNode content = CONTRACTS
                                    .follow(operation.file, response.getValue())
                                    .path("content");
                            assertThat(content.propertyNames())
                                    .as(response.getKey())
                                    .containsExactly(
                                            operation.path.startsWith("/oauth2/")
                                                    ? "application/json"
                                                    : "application/problem+json");
                        }));
    }

    @Test
    void everyJsonBodyShowsAnExample() {
        assertThat(operations())
                .allSatisfy(operation -> bodies(operation).forEach((where, body) -> {
                    if (body.type.endsWith("json")) {
                        assertThat(body.node.has("example") || body.node.has("examples"))
                                .as(where)
                                .isTrue();
                    }
                }));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyExampleIsAccepted(String file) {
        var complaints = new ArrayList<String>();

        Contracts.visit(CONTRACTS.file(file), (pointer, node) -> {
            JsonNode schema = node.has("schema") ? node.get("schema") : node;
            if (pointer.contains("/example") || pointer.endsWith("/properties") || !looksLikeSchema(schema)) {
                return;
            }
            examples(file, node)
                    .forEach(example -> CONTRACTS
                            .complaints(file, schema, example)
                            .forEach(complaint -> complaints.add(pointer + ": " + complaint)));
        });

        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProblemCodeIsSnakeCaseAndMentionedWhereItIsShown(String file) {
        Contracts.visit(CONTRACTS.file(file), (pointer, node) -> {
            JsonNode body = node.path("content").path("application/problem+json");
            examples(file, body).forEach(example -> {
                String code = example.path("code").asString("");
                assertThat(SNAKE_CASE.matcher(code).matches())
                        .as(pointer + " " + code)
                        .isTrue();
                assertThat(example.path("type").asString("")).as(pointer).isEqualTo("urn:yike:problem:" + code);
                assertThat(node.path("description").asString("")).as(pointer).contains("`" + code + "`");
            });
        });
    }

    /// What comes in has an end: strings, lists and numbers, and no field that the contract does not know.
    @Test
    void everythingThatComesInIsBounded() {
        var unbounded = new ArrayList<String>();

        operations().forEach(operation -> {
            JsonNode request = CONTRACTS.follow(operation.file, operation.node.path("requestBody"));
            request.path("content")
                    .forEach(body -> addUnbounded(
                            operation + " body", operation.file, body.path("schema"), unbounded, Set.of()));
            JsonNode item = CONTRACTS.file(operation.file).get("paths").get(operation.path);
            for (JsonNode parameters : List.of(item.path("parameters"), operation.node.path("parameters"))) {
                parameters.forEach(reference -> {
                    JsonNode parameter = CONTRACTS.follow(operation.file, reference);
                    addUnbounded(
                            operation + " " + parameter.path("name").asString(),
                            reference.path("$ref").asString("").startsWith("common.yaml")
                                    ? "openapi/common.yaml"
                                    : operation.file,
                            parameter.path("schema"),
                            unbounded,
                            Set.of());
                });
            }
        });

        assertThat(unbounded).isEmpty();
    }

    private static void addUnbounded(
            String where, String file, JsonNode schema, List<String> unbounded, Set<JsonNode> above) {
        String in = schema.path("$ref").asString("").startsWith("common.yaml") ? "openapi/common.yaml" : file;
        JsonNode node = CONTRACTS.follow(file, schema);
        if (above.contains(node)) {
            return;
        }
        var path = new java.util.HashSet<>(above);
        path.add(node);
        boolean isBounded = switch (node.path("type").asString("")) {
            case "string" -> isBoundedText(node);
            case "array" -> node.has("maxItems");
            case "integer", "number" -> node.has("maximum");
            case "object" ->
                !node.has("properties") || !node.path("additionalProperties").asBoolean(true);
            default -> true;
        };
        if (!isBounded) {
            unbounded.add(where);
        }
        node.path("properties")
                .properties()
                .forEach(property ->
                        addUnbounded(where + "." + property.getKey(), in, property.getValue(), unbounded, path));
        addUnbounded(where + "[]", in, node.path("items"), unbounded, path);
        for (String composition : List.of("allOf", "anyOf", "oneOf")) {
            node.path(composition).forEach(part -> addUnbounded(where, in, part, unbounded, path));
        }
    }

    private static boolean isBoundedText(JsonNode node) {
        String pattern = node.path("pattern").asString("");
        boolean hasFixedForm = pattern.endsWith("$") && !pattern.contains("*") && !pattern.contains("+");
        return node.has("maxLength")
                || node.has("enum")
                || hasFixedForm
                || pattern.startsWith("^\\+")
                || Set.of("uuid", "date", "date-time", "binary")
                        .contains(node.path("format").asString(""));
    }

    private static boolean looksLikeSchema(JsonNode node) {
        return Stream.of("type", "$ref", "oneOf", "anyOf", "allOf", "enum").anyMatch(node::has);
    }

    private static List<JsonNode> examples(String file, JsonNode node) {
        var examples = new ArrayList<JsonNode>();
        if (node.has("example")) {
            examples.add(node.get("example"));
        }
        JsonNode several = node.path("examples");
        if (several.isArray()) {
            several.forEach(examples::add);
        } else {
            several.forEach(one -> {
                JsonNode example = CONTRACTS.follow(file, one);
                if (example.has("value")) {
                    examples.add(example.get("value"));
                }
            });
        }
        return examples;
    }

    private record Body(String type, JsonNode node) {}

    private static Map<String, Body> bodies(Operation operation) {
        var bodies = new HashMap<String, Body>();
        JsonNode request = CONTRACTS.follow(operation.file, operation.node.path("requestBody"));
        request.path("content")
                .properties()
                .forEach(body -> bodies.put("request " + body.getKey(), new Body(body.getKey(), body.getValue())));
        operation
                .node
                .get("responses")
                .properties()
                .forEach(response -> CONTRACTS
                        .follow(operation.file, response.getValue())
                        .path("content")
                        .properties()
                        .forEach(body -> bodies.put(
                                response.getKey() + " " + body.getKey(), new Body(body.getKey(), body.getValue()))));
        return bodies;
    }

    private static List<String> parameters(Operation operation) {
        var names = new ArrayList<String>();
        operation
                .node
                .path("parameters")
                .forEach(parameter -> names.add(
                        CONTRACTS.follow(operation.file, parameter).get("name").asString()));
        return names;
    }
}
