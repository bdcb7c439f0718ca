package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AsyncApiTest {

    private static final Contracts CONTRACTS = Contracts.read();
    private static final String FILE = "asyncapi.yaml";
    private static final JsonNode ASYNC_API = CONTRACTS.file(FILE);

    @Test
    void namesExactlyTheEventsThatHaveASchema() {
        var messages = new TreeSet<String>();
        ASYNC_API
                .at("/components/messages")
                .forEach(message -> messages.add(message.get("name").asString()));
        var addresses = new TreeSet<String>();
        ASYNC_API
                .get("channels")
                .forEach(channel -> addresses.add(channel.get("address").asString()));

        assertThat(messages).containsExactlyElementsOf(EventSchemasTest.types());
        assertThat(addresses).containsExactlyElementsOf(EventSchemasTest.types());
    }

    @Test
    void aMessageCarriesTheSchemaOfItsName() {
        ASYNC_API.at("/components/messages").forEach(message -> {
            String type = message.get("name").asString();
            JsonNode event = CONTRACTS.file("events/" + type + ".example.json");
            JsonNode schema = message.at("/payload/schema");

            assertThat(CONTRACTS.complaints(FILE, schema, event)).as(type).isEmpty();
            assertThat(schema.at("/allOf/1/properties/data/$ref").asString())
                    .isEqualTo("./events/" + type + ".schema.json");
        });
    }

    @Test
    void everyEventHasOneSenderAndSomebodyElseReceivesWhatIsNotOnlyForTheOutside() {
        Map<String, List<String>> senders = services("send");
        Map<String, List<String>> receivers = services("receive");

        assertThat(senders.keySet()).containsExactlyElementsOf(EventSchemasTest.types());
        assertThat(senders.values()).allSatisfy(services -> assertThat(services).hasSize(1));
        assertThat(receivers)
                .allSatisfy((type, services) ->
                        assertThat(services).doesNotContainAnyElementsOf(senders.getOrDefault(type, List.of())));
        EventSchemasTest.types()
                .forEach(type -> assertThat(
                                "/" + senders.getOrDefault(type, List.of()).getFirst())
                        .isEqualTo(CONTRACTS
                                .file("events/" + type + ".example.json")
                                .get("source")
                                .asString()));
    }

    @Test
    void everyReferenceResolves() {
        var dangling = new ArrayList<String>();

        Contracts.visit(ASYNC_API, (pointer, node) -> {
            if (node.path("$ref").isString()
                    && !CONTRACTS.resolves(FILE, node.get("$ref").asString())) {
                dangling.add(pointer + " → " + node.get("$ref").asString());
            }
        });

        assertThat(dangling).isEmpty();
    }

    private static Map<String, List<String>> services(String action) {
        var services = new TreeMap<String, List<String>>();
        ASYNC_API.get("operations").forEach(operation -> {
            if (operation.get("action").asString().equals(action)) {
                String type = CONTRACTS
                        .follow(FILE, operation.get("channel"))
                        .get("address")
                        .asString();
                services.computeIfAbsent(type, _ -> new ArrayList<>())
                        .add(operation.at("/tags/0/name").asString());
            }
        });
        return services;
    }
}
