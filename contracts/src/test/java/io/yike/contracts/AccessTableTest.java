package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.contracts.OpenApiTest.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Who may do what is said for every operation, and every permission says why.
class AccessTableTest {

    private static final Contracts CONTRACTS = Contracts.read();
    private static final JsonNode TABLE = CONTRACTS.file("access.yaml");
    private static final Set<String> ROLES = Set.of(
            "platform",
            "chain",
            "store",
            "fleet",
            "courier",
            "resident",
            "keeper",
            "crew",
            "plant",
            "agent",
            "device",
            "operator",
            "service");

    @Test
    void everyOperationHasItsRowAndEveryRowItsOperation() {
        Map<String, Set<String>> operations = OpenApiTest.operations().stream()
                .collect(Collectors.groupingBy(
                        AccessTableTest::service, Collectors.mapping(AccessTableTest::id, Collectors.toSet())));
        Map<String, Set<String>> rows = TABLE.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        service -> Set.copyOf(service.getValue().propertyNames())));

        assertThat(rows).isEqualTo(operations);
    }

    @Test
    void everyRowPermitsSomebodyAndSaysWhy() {
        List<String> faults = new ArrayList<>();
        TABLE.properties()
                .forEach(service -> service.getValue()
                        .properties()
                        .forEach(row ->
                                faultsOf(row.getValue()).forEach(fault -> faults.add(row.getKey() + ": " + fault))));

        assertThat(faults).isEmpty();
    }

    @Test
    void onlyWhatThePublicMayDoNeedsNoToken() {
        assertThat(OpenApiTest.operations())
                .allSatisfy(
                        operation -> assertThat(row(operation).has("public")).isEqualTo(operation.isPublic()));
    }

    private static List<String> faultsOf(JsonNode row) {
        List<String> faults = new ArrayList<>();
        if (row.isEmpty()) {
            faults.add("permits nobody");
        }
        row.properties().forEach(kind -> {
            switch (kind.getKey()) {
                case "own", "any" ->
                    kind.getValue().properties().forEach(permission -> {
                        boolean isSelf = permission.getKey().equals("self")
                                && kind.getKey().equals("own");
                        if (!ROLES.contains(permission.getKey()) && !isSelf) {
                            faults.add("no such role: " + permission.getKey());
                        }
                        if (permission.getValue().asString("").isBlank()) {
                            faults.add(permission.getKey() + " without a reason");
                        }
                    });
                case "everybody", "public" -> {
                    if (kind.getValue().asString("").isBlank()) {
                        faults.add(kind.getKey() + " without a reason");
                    }
                }
                default -> faults.add("what is " + kind.getKey() + "?");
            }
        });
        row.path("own").propertyNames().stream()
                .filter(row.path("any")::has)
                .forEach(both -> faults.add(both + " is in own and in any"));
        return faults;
    }

    private static JsonNode row(Operation operation) {
        return TABLE.path(service(operation)).path(id(operation));
    }

    private static String service(Operation operation) {
        return operation.file().substring("openapi/".length(), operation.file().length() - ".yaml".length());
    }

    private static String id(Operation operation) {
        return operation.node().get("operationId").asString();
    }
}
