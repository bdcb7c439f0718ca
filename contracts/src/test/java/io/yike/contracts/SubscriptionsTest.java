package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Queues are made from `subscriptions.json`, readers look into the AsyncAPI document: both say the same.
class SubscriptionsTest {

    private static final Contracts CONTRACTS = Contracts.read();

    @Test
    void areTheReceivingOperationsOfTheAsyncApiDocument() {
        Map<String, Set<String>> declared = new TreeMap<>();
        CONTRACTS
                .file("events/subscriptions.json")
                .properties()
                .forEach(service -> service.getValue().forEach(type -> add(declared, service.getKey(), type)));

        assertThat(declared).isEqualTo(received());
    }

    private static Map<String, Set<String>> received() {
        JsonNode document = CONTRACTS.file("asyncapi.yaml");
        Map<String, Set<String>> received = new TreeMap<>();
        document.path("operations").forEach(operation -> {
            if (operation.path("action").asString().equals("receive")) {
                String channel =
                        operation.path("channel").path("$ref").asString().replace("#", "");
                add(
                        received,
                        operation.path("tags").path(0).path("name").asString(),
                        document.at(channel + "/address"));
            }
        });
        return received;
    }

    private static void add(Map<String, Set<String>> types, String service, JsonNode type) {
        types.computeIfAbsent(service, _ -> new TreeSet<>()).add(type.asString());
    }
}
