package io.yike.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class EventSchemasTest {

    private static final Contracts CONTRACTS = Contracts.read();
    private static final String ENVELOPE = "events/cloudevent.schema.json";

    static List<String> types() {
        return CONTRACTS.names("events/", ".schema.json").stream()
                .filter(name -> !name.equals(ENVELOPE))
                .map(name -> name.substring("events/".length(), name.length() - ".schema.json".length()))
                .toList();
    }

    @Test
    void everySchemaHasAnExampleAndTheReverse() {
        List<String> examples = CONTRACTS.names("events/", ".example.json").stream()
                .map(name -> name.substring("events/".length(), name.length() - ".example.json".length()))
                .toList();

        assertThat(types()).hasSizeGreaterThan(20).containsExactlyElementsOf(examples);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaIsValidAndNamedLikeTheEvent(String type) {
        JsonNode schema = schema(type);

        assertThat(CONTRACTS.complaintsOfMetaSchema(schema)).isEmpty();
        assertThat(schema.get("$id").asString()).isEqualTo("urn:yike:event:" + type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theExampleIsAccepted(String type) {
        JsonNode event = example(type);

        assertThat(CONTRACTS.complaints(ENVELOPE, CONTRACTS.file(ENVELOPE), event))
                .isEmpty();
        assertThat(complaints(type, event.get("data"))).isEmpty();
        assertThat(event.get("type").asString()).isEqualTo(type);
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSubjectIsTheAggregate(String type) {
        JsonNode event = example(type);

        String aggregate = switch (type.substring(0, type.indexOf('.'))) {
            case "delivery" -> "deliveryId";
            case "booking" -> "bookingId";
            case "cell" -> "holdId";
            case "medicine" -> "dispensingId";
            case "webhook" -> "endpointId";
            case "resident" -> "erasureId";
            case "credit" -> "stepId";
            case "takeback" -> "takeBackId";
            case "recycling" ->
                type.contains(".alarm_")
                        ? "alarmId"
                        : type.contains(".pickup_")
                                ? "pickupId"
                                : type.contains(".custody_")
                                        ? "entryId"
                                        : type.contains(".stop_") ? "stopId" : "weighInId";
            default -> "orderId";
        };
        assertThat(event.get("subject")).isEqualTo(event.get("data").get(aggregate));
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesAFieldThatNobodyDescribed(String type) {
        ObjectNode data = (ObjectNode) example(type).get("data").deepCopy();

        data.put("phone", "+8613800000000");

        assertThat(complaints(type, data)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void refusesAnEventWithoutARequiredField(String type) {
        JsonNode data = example(type).get("data");

        for (JsonNode required : schema(type).get("required")) {
            ObjectNode lacking = (ObjectNode) data.deepCopy();
            lacking.remove(required.asString());
            assertThat(complaints(type, lacking)).as(required.asString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyObjectIsClosedAndEveryFieldDescribed(String type) {
        Contracts.visit(schema(type), (pointer, node) -> {
            if (node.path("type").asString("").equals("object")) {
                assertThat(node.path("additionalProperties").asBoolean(true))
                        .as(pointer)
                        .isFalse();
                node.get("properties")
                        .properties()
                        .forEach(field -> assertThat(described(type, field.getValue()))
                                .as(pointer + "/" + field.getKey())
                                .isTrue());
            }
        });
    }

    @Test
    void whatIsCalledTheSameIsTheSame() {
        Map<String, JsonNode> definitions = new HashMap<>();

        for (String type : types()) {
            schema(type)
                    .path("$defs")
                    .properties()
                    .forEach(definition -> assertThat(definition.getValue())
                            .as(type + " " + definition.getKey())
                            .isEqualTo(definitions.computeIfAbsent(definition.getKey(), _ -> definition.getValue())));
        }

        assertThat(definitions).containsKeys("money", "point");
    }

    @Test
    void anOrderOnlyLacksADestinationWhenItIsFetchedAtACounter() {
        ObjectNode routed = (ObjectNode) example("order.placed.v1").get("data").deepCopy();
        routed.remove("destination");
        ObjectNode counter = routed.deepCopy();
        counter.put("kind", "counter")
                .put("fulfilment", "pickup")
                .put("storeId", "01937f3c-0000-7000-8000-000000000002");

        assertThat(complaints("order.placed.v1", routed)).isNotEmpty();
        assertThat(complaints("order.placed.v1", counter)).isEmpty();
    }

    private static boolean described(String type, JsonNode field) {
        return field.has("description")
                || CONTRACTS.follow("events/" + type + ".schema.json", field).has("description");
    }

    private static List<String> complaints(String type, JsonNode data) {
        return CONTRACTS.complaints("events/" + type + ".schema.json", schema(type), data);
    }

    private static JsonNode schema(String type) {
        return CONTRACTS.file("events/" + type + ".schema.json");
    }

    private static JsonNode example(String type) {
        return CONTRACTS.file("events/" + type + ".example.json");
    }
}
