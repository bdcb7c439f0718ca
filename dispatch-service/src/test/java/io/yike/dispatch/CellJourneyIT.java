package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.yike.kit.testing.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Bags that go into a locker cell, with order-service played over the bus and booking-service over both.
class CellJourneyIT extends Journey {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    private final UUID holdId = UUID.randomUUID();

    @BeforeEach
    void letBookingServiceAnswer() {
        circuitBreakers.circuitBreaker("booking-service").reset();
    }

    private void redirect(UUID orderId, long sequence, boolean toCell) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orderId", orderId);
        data.put("destination", town.point(toCell ? 8 : 12));
        if (toCell) {
            data.put("holdId", holdId);
            data.put("facilityId", UUID.randomUUID());
            data.put("facilityName", "Lockers by the canal");
            data.put("cell", "A-07");
        }
        data.put("at", clock.instant().toString());
        sender.send("/order-service", "order.redirected.v1", orderId, sequence, data);
    }

    private void opened(UUID orderId, UUID hold, String use) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("holdId", hold);
        data.put("purpose", "order");
        data.put("orderId", orderId);
        data.put("facilityId", UUID.randomUUID());
        data.put("facilityName", "Lockers by the canal");
        data.put("point", town.point(8));
        data.put("cell", "A-07");
        data.put("size", "medium");
        data.put("use", use);
        data.put("at", clock.instant().toString());
        sender.send("/booking-service", "cell.opened.v1", hold, 2, data);
    }

    private void awaitCell(UUID deliveryId, String label) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> town.delivery(deliveryId).text("/cell/cell").equals(label));
    }

    @Test
    void putsTheBagIntoACellAndIsDeliveredByItsOpening() {
        UUID orderId = UUID.randomUUID();
        // Ahead of the acceptance, as the bus may have it.
        redirect(orderId, 5, true);
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted(orderId, town.acceptance(orderId));
        awaitCell(deliveryId, "A-07");
        assertThat(town.delivery(deliveryId).json().at("/dropoff/lat").asDouble())
                .isEqualTo(town.lat + 0.008);
        assertThat(town.store().get("/v1/deliveries/" + deliveryId).json().has("cell"))
                .isFalse();
        town.assign(deliveryId, courierId);
        String cell = "/v1/deliveries/" + deliveryId + "/cell";
        assertThat(town.courier(courierId).get(cell).code()).isEqualTo("delivery_state");
        town.step(courierId, deliveryId, "pick-up", Map.of("bagCode", town.bagCode(deliveryId)));

        Answer without = town.courier(courierId).get(cell);
        assertThat(without.text("/cell")).isEqualTo("A-07");
        assertThat(without.json().has("code")).isFalse();
        BOOKINGS.on(holdId, "code", 200, """
                {"code": "482913", "use": "drop", "cell": "A-07", "validUntil": "2026-11-26T09:00:00Z", "offlineCode": "90412277"}
                """);
        Answer code = town.courier(courierId).get(cell);
        assertThat(code.text("/code")).isEqualTo("482913");
        assertThat(code.text("/offlineCode")).isEqualTo("90412277");

        opened(orderId, UUID.randomUUID(), "drop");
        opened(orderId, holdId, "collect");
        opened(orderId, holdId, "drop");

        assertThat(events.await("delivery.delivered.v1", deliveryId)
                        .at("/data/proof")
                        .asString())
                .isEqualTo("locker_cell");
        assertThat(town.delivery(deliveryId).text("/proof")).isEqualTo("locker_cell");
        assertThat(town.step(courierId, deliveryId, "open-cell", Map.of()).text("/cell"))
                .as("opened before")
                .isEqualTo("A-07");
    }

    @Test
    void opensTheCellFromAfar() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        UUID orderId = town.orderOf(deliveryId);
        town.pickedUp(deliveryId, courierId);
        assertThat(town.step(courierId, deliveryId, "open-cell", Map.of()).code())
                .isEqualTo("no_cell");
        assertThat(town.courier(courierId)
                        .get("/v1/deliveries/" + deliveryId + "/cell")
                        .code())
                .isEqualTo("no_cell");
        redirect(orderId, 5, true);
        awaitCell(deliveryId, "A-07");

        Answer away = town.step(courierId, deliveryId, "open-cell", Map.of());
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isNotEmpty();
        BOOKINGS.on(holdId, "open", 409, "{\"code\": \"lock_refuses\", \"title\": \"x\", \"status\": 409}");
        assertThat(town.step(courierId, deliveryId, "open-cell", Map.of()).code())
                .isEqualTo("cell_does_not_open");
        BOOKINGS.on(holdId, "open", 409, "{\"code\": \"no_cell_code\", \"title\": \"no_lock\", \"status\": 409}");
        assertThat(town.step(courierId, deliveryId, "open-cell", Map.of()).code())
                .isEqualTo("no_cell");
        BOOKINGS.on(
                holdId, "open", 200, "{\"holdId\": \"%s\", \"cell\": \"A-07\", \"use\": \"drop\"}".formatted(holdId));
        assertThat(town.step(courierId, deliveryId, "open-cell", Map.of("byOfflineCode", true))
                        .text("/holdId"))
                .isEqualTo(holdId.toString());
        assertThat(town.state(deliveryId)).as("until it is told").isEqualTo("picked_up");
        opened(orderId, holdId, "drop");
        events.await("delivery.delivered.v1", deliveryId);
    }

    @Test
    void goesToTheDoorWhenThatIsTheLatestAndStaysThereOnceTheCourierIsAtIt() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        UUID orderId = town.orderOf(deliveryId);
        town.pickedUp(deliveryId, courierId);
        redirect(orderId, 5, true);
        awaitCell(deliveryId, "A-07");
        redirect(orderId, 7, false);
        awaitCell(deliveryId, "");
        redirect(orderId, 6, true);
        opened(orderId, holdId, "drop");
        town.step(courierId, deliveryId, "arrive-at-dropoff");
        redirect(orderId, 8, true);

        Answer handedOver = town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));

        assertThat(handedOver.text("/state")).isEqualTo("delivered");
        assertThat(handedOver.json().has("cell")).isFalse();
    }
}
