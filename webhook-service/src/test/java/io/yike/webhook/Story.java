package io.yike.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Who is in an order's story. Events about it are those of the contracts' examples, with these ids.
record Story(
        UUID orderId,
        UUID deliveryId,
        UUID platformId,
        UUID residentId,
        UUID storeId,
        UUID courierId,
        @Nullable UUID fleetId) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static Story some() {
        return new Story(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID());
    }

    /// Another order of the same platform.
    Story another() {
        return new Story(UUID.randomUUID(), UUID.randomUUID(), platformId, residentId, storeId, courierId, fleetId);
    }

    static ObjectNode example(String type) {
        try (InputStream in = Story.class.getResourceAsStream("/io/yike/contracts/events/" + type + ".example.json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, type));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /// The data of an event of this type in this story.
    ObjectNode data(String type) {
        ObjectNode data = (ObjectNode) example(type).get("data");
        Map<String, @Nullable UUID> ids = new HashMap<>();
        ids.put("orderId", orderId);
        ids.put("deliveryId", deliveryId);
        ids.put("bookingId", orderId);
        ids.put("weighInId", orderId);
        ids.put("pickupId", orderId);
        ids.put("platformId", platformId);
        ids.put("storeId", storeId);
        ids.put("courierId", courierId);
        ids.put("fleetId", fleetId);
        ids.forEach((name, id) -> {
            if (data.has(name) && id != null) {
                data.put(name, id.toString());
            } else if (data.has(name)) {
                data.remove(name);
            }
        });
        if (type.equals("order.placed.v1")
                || type.equals("order.accepted.v1")
                || type.startsWith("booking.")
                || type.startsWith("medicine.")
                || type.startsWith("cell.")
                || type.startsWith("recycling.")) {
            data.put("residentId", residentId.toString());
        }
        return data;
    }

    UUID subject(String type) {
        return type.startsWith("delivery.") ? deliveryId : orderId;
    }

    static String source(String type) {
        return switch (type.substring(0, type.indexOf('.'))) {
            case "order" -> "/order-service";
            case "store" -> "/store-service";
            case "delivery" -> "/dispatch-service";
            case "booking", "medicine", "cell" -> "/booking-service";
            case "recycling" -> "/recycling-service";
            default -> throw new IllegalArgumentException(type);
        };
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
