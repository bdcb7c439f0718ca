package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.event.DeadLetters;
import io.yike.kit.production.WeakSecrets;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// What every service owes its contract. A service's test is an empty class that extends this one.
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractTest {

    private static final String STRONG = "9f2c41d07be85a63c1d4e0f7";
    private static final String SOME_ID = "01930000-0000-7000-8000-000000000001";

    @Autowired
    private ApiClient api;

    @Autowired
    private List<RequestMappingHandlerMapping> mappings;

    @Autowired
    private ConfigurableApplicationContext context;

    /// A service that takes in events answers for those that it could not apply.
    @Autowired
    private ObjectProvider<DeadLetters> deadLetters;

    @Test
    void servesExactlyTheRoutesOfItsContract() {
        Stream<Contract.Operation> ofTheKit =
                deadLetters.stream().flatMap(_ -> Contract.of("operations").operations().stream());
        Set<String> documented = Stream.concat(api.contract().operations().stream(), ofTheKit)
                .map(Contract.Operation::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/"))
                        .flatMap(path ->
                                info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).isEqualTo(documented);
    }

    /// Each secret that the service names is wanted in production, so one that is missing is one line, and no start.
    @TestFactory
    List<DynamicTest> startsInProductionOnlyWithSecretsOfItsOwn() {
        Class<?> application = context.getBeansWithAnnotation(SpringBootApplication.class).values().stream()
                .findFirst()
                .map(AopUtils::getTargetClass)
                .map(ClassUtils::getUserClass)
                .orElseThrow();
        Set<String> secrets = secrets();
        Map<String, Set<String>> whereNeeded = secretsByCondition();
        return Stream.concat(secrets.stream(), whereNeeded.values().stream().flatMap(Set::stream))
                .flatMap(secret -> Stream.of("", "changeme", "too-short")
                        .map(weak -> DynamicTest.dynamicTest(secret + " = '" + weak + "'", () -> {
                            List<String> arguments = new ArrayList<>(List.of("--yike.profile=production"));
                            secrets.forEach(name -> arguments.add(
                                    "--yike.secrets[" + name + "]=" + (name.equals(secret) ? weak : STRONG)));
                            whereNeeded.forEach((condition, names) -> {
                                arguments.add("--" + condition);
                                names.forEach(name ->
                                        arguments.add("--" + name + "=" + (name.equals(secret) ? weak : STRONG)));
                            });

                            assertThatThrownBy(() -> new SpringApplicationBuilder(application)
                                            .logStartupInfo(false)
                                            .run(arguments.toArray(String[]::new)))
                                    .isInstanceOf(WeakSecrets.class)
                                    .hasMessageContaining("refuses to start: " + secret + " is ");
                        })))
                .toList();
    }

    private Set<String> secrets() {
        return Binder.get(context.getEnvironment())
                .bind("yike.secrets", Bindable.mapOf(String.class, String.class))
                .get()
                .keySet();
    }

    /// Those that are needed only where a property has a certain value, each by the name of its variable.
    private Map<String, Set<String>> secretsByCondition() {
        Map<String, Set<String>> names = new TreeMap<>();
        Binder.get(context.getEnvironment())
                .bind(
                        "yike.secrets-if",
                        Bindable.<Map<String, Map<String, String>>>of(ResolvableType.forClassWithGenerics(
                                Map.class,
                                ResolvableType.forClass(String.class),
                                ResolvableType.forClassWithGenerics(Map.class, String.class, String.class))))
                .orElse(Map.of())
                .forEach((condition, needed) -> names.put(condition, needed.keySet()));
        return names;
    }

    @TestFactory
    List<DynamicTest> refusesCallersWithoutAToken() {
        return each(Contract.Operation::isSecured, operation -> {
            Answer answer = call(api.anonymous(), operation, exampleOf(operation));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("unauthenticated");
        });
    }

    /// Most clients say no more than that they understand JSON, also where there is nothing to be understood.
    @TestFactory
    List<DynamicTest> answersWhoeverAcceptsJson() {
        ApiClient client = api.as(Tokens.nobody()).withHeader("Accept", "application/json");
        return each(
                operation -> operation.isSecured() && !operation.method().equals("GET"),
                operation -> assertThat(
                                call(client, operation, exampleOf(operation)).status())
                        .isNotEqualTo(406));
    }

    @TestFactory
    List<DynamicTest> refusesTokensThatEndedOrAreForSomebodyElse() {
        Tokens tokens = Tokens.get();
        return each(Contract.Operation::isSecured, operation -> {
            for (String token : List.of(
                    tokens.expired(Tokens.operator()), tokens.forAnotherAudience(Tokens.operator()), "not-a-token")) {
                ApiClient bad = api.withHeader("Authorization", "Bearer " + token);

                assertThat(call(bad, operation, exampleOf(operation)).status()).isEqualTo(401);
            }
        });
    }

    @TestFactory
    List<DynamicTest> refusesCallersWithoutARole() {
        return each(operation -> operation.isSecured() && operation.statuses().contains(403), operation -> {
            Answer answer = call(api.as(Tokens.nobody()), operation, exampleOf(operation));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("forbidden");
        });
    }

    @TestFactory
    List<DynamicTest> refusesMalformedRequests() {
        return each(operation -> operation.statuses().contains(400), operation -> {
            Answer answer = malformed(operation);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isNotEmpty();
        });
    }

    /// Uploads that are streamed look at where they go first, and have tests of their own.
    /// Longer than any route of JSON takes.
    @TestFactory
    List<DynamicTest> refusesBodiesThatAreTooLong() {
        return each(operation -> operation.takesJson() && operation.statuses().contains(413), operation -> {
            Answer answer = call(api.as(everybody()), operation, json("\"" + "x".repeat(3_000_000) + "\""));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.code()).isEqualTo("body_too_large");
        });
    }

    @TestFactory
    List<DynamicTest> refusesBodiesOfAnotherType() {
        return each(operation -> operation.takesJson() && operation.statuses().contains(415), operation -> {
            Answer answer = api.as(everybody()).send(operation.method(), path(operation), json("x"), "text/plain");

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.code()).isEqualTo("unsupported_media_type");
        });
    }

    @TestFactory
    List<DynamicTest> namesAnUnknownField() {
        return each(
                operation -> operation.takesJson() && operation.exampleBody().isPresent(), operation -> {
                    JsonNode body = operation.exampleBody().orElseThrow().deepCopy();
                    if (!(body instanceof tools.jackson.databind.node.ObjectNode object)) {
                        return;
                    }
                    object.put("surelyUnknown", 1);
                    Answer answer = call(api.as(everybody()), operation, json(object.toString()));

                    assertThat(answer.status()).isEqualTo(400);
                    assertThat(answer.json().path("fields").toString()).contains("surelyUnknown");
                });
    }

    private List<DynamicTest> each(
            Predicate<Contract.Operation> which, java.util.function.Consumer<Contract.Operation> test) {
        return api.contract().operations().stream()
                .filter(which)
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> test.accept(operation)))
                .toList();
    }

    private Answer malformed(Contract.Operation operation) {
        ApiClient caller = api.as(everybody());
        if (operation.takesJson()) {
            return call(caller, operation, json("{"));
        }
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asString();
            boolean isId = parameter.at("/schema/format").asString("").equals("uuid");
            if (parameter.path("in").asString().equals("path") && isId) {
                String path =
                        operation.path().replace("{" + name + "}", "no-id").replaceAll("\\{[^}]+}", SOME_ID);
                return caller.send(operation.method(), path + requiredQuery(operation, ""), null, "application/json");
            }
        }
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asString();
            String type = parameter.at("/schema/type").asString("");
            if (parameter.path("in").asString().equals("query") && !type.equals("array")) {
                String bad = type.equals("string") ? "%00" : "no-number";
                return caller.send(
                        operation.method(),
                        path(operation) + requiredQuery(operation, name) + name + "=" + bad,
                        null,
                        "application/json");
            }
        }
        if (operation.takesABody()) {
            return caller.send(operation.method(), path(operation), BodyPublishers.ofString(""), "application/json");
        }
        String path = operation.path().replaceAll("\\{[^}]+}", "%20");
        return caller.withHeader("Idempotency-Key", "x").send(operation.method(), path, null, "application/json");
    }

    private static Answer call(
            ApiClient client, Contract.Operation operation, @org.jspecify.annotations.Nullable BodyPublisher body) {
        ApiClient prepared = client.withHeader("If-Match", "\"1\"");
        return prepared.send(
                operation.method(), path(operation) + requiredQuery(operation, ""), body, contentType(operation));
    }

    private static String contentType(Contract.Operation operation) {
        return operation.takesABody() ? operation.bodyType() : "application/json";
    }

    private static @org.jspecify.annotations.Nullable BodyPublisher exampleOf(Contract.Operation operation) {
        return operation
                .exampleBody()
                .map(JsonNode::toString)
                .map(ContractTest::json)
                .orElse(operation.takesABody() ? json("x") : null);
    }

    private static BodyPublisher json(String text) {
        return BodyPublishers.ofString(text);
    }

    private static String path(Contract.Operation operation) {
        String path = operation.path();
        for (JsonNode parameter : operation.parameters()) {
            if (parameter.path("in").asString().equals("path")) {
                path = path.replace("{" + parameter.path("name").asString() + "}", sampleOf(parameter));
            }
        }
        return path.replaceAll("\\{[^}]+}", SOME_ID);
    }

    /// Required query parameters with their examples, but for the one named.
    private static String requiredQuery(Contract.Operation operation, String without) {
        String query = operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query")
                        && parameter.path("required").asBoolean(false)
                        && !parameter.path("name").asString().equals(without))
                .map(parameter -> parameter.path("name").asString() + "=" + sampleOf(parameter))
                .collect(Collectors.joining("&"));
        return query.isEmpty() && without.isEmpty()
                ? ""
                : "?" + query + (query.isEmpty() || without.isEmpty() ? "" : "&");
    }

    private static String sampleOf(JsonNode parameter) {
        for (String pointer : List.of("/example", "/schema/example", "/schema/default", "/schema/enum/0")) {
            if (!parameter.at(pointer).isMissingNode()) {
                return parameter.at(pointer).asString();
            }
        }
        return SOME_ID;
    }

    private static io.yike.kit.security.Caller everybody() {
        return new io.yike.kit.security.Caller(
                "everybody", "everybody", Set.of(io.yike.kit.security.Role.values()), Set.of());
    }
}
