package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.dispatch.forgetting.ForgetCouriers;
import io.yike.dispatch.forgetting.ForgetDoors;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Nothing of a resident is left here when this service says so: no door, no photo of it.
@ServiceTest
@TestPropertySource(properties = {"yike.dispatch.assignment.every=200ms", "yike.dispatch.objects.folder=target/photos"})
class ErasureIT {

    @Autowired
    private ApiClient api;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private EventSender sender;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ForgetCouriers forgetCouriers;

    @Autowired
    private ForgetDoors forgetDoors;

    @Test
    void forgetsTheDoorAndItsPhotosOnceTheDeliveryHasEnded() throws IOException {
        Town town = new Town(api, events, sender, clock);
        UUID courierId = town.onShift();
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("unreachable", "leave_at_door");
        UUID deliveryId = town.accepted(orderId, acceptance);
        town.pickedUp(deliveryId, courierId);
        Answer photo = town.courier(courierId)
                .post(
                        "/v1/deliveries/" + deliveryId + "/photos",
                        DispatchJourneyIT.jpeg(7),
                        "application/octet-stream");
        UUID erasureId = UUID.randomUUID();

        // Early: the courier is on the way and must find the door.
        erase(town, erasureId);
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> parked(town.residentId) == 1);
        assertThat(door(deliveryId)).isEqualTo(doorOf(town));
        assertThat(files(deliveryId)).isEqualTo(1);

        Answer handedOver = town.step(
                courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door", "photoId", photo.text("/photoId")));
        assertThat(handedOver.status()).as(handedOver.body()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(3));
        events.await("resident.forgotten_by_dispatch.v1", erasureId);

        assertThat(door(deliveryId)).isNotEqualTo(doorOf(town)).matches("-?\\d+(\\.\\d{1,2})? -?\\d+(\\.\\d{1,2})?");
        assertThat(files(deliveryId)).isZero();
        assertThat(count("select count(*) from photo where delivery_id = :id", deliveryId))
                .isZero();
        assertThat(api.anonymous().get(photo.text("/link")).status()).isEqualTo(404);
        Answer delivery = town.operator().get("/v1/deliveries/" + deliveryId);
        assertThat(delivery.text("/state")).isEqualTo("delivered");
        assertThat(delivery.text("/proof")).isEqualTo("left_at_door");

        // Told twice: nothing more happens, and nothing breaks.
        UUID again = UUID.randomUUID();
        erase(town, again);
        events.await("resident.forgotten_by_dispatch.v1", again);
    }

    @Test
    void forgetsTheDoorAndItsPhotosWhenTheirTimeIsOver() throws IOException {
        Town town = new Town(api, events, sender, clock);
        UUID courierId = town.onShift();
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("unreachable", "leave_at_door");
        acceptance.remove("residentId");
        UUID deliveryId = town.accepted(orderId, acceptance);
        town.pickedUp(deliveryId, courierId);
        Answer photo = town.courier(courierId)
                .post(
                        "/v1/deliveries/" + deliveryId + "/photos",
                        DispatchJourneyIT.jpeg(8),
                        "application/octet-stream");
        age(deliveryId, "91 days");

        // However long ago: the courier is on the way and must find the door.
        forgetDoors.forget();
        assertThat(door(deliveryId)).isEqualTo(doorOf(town));

        town.step(
                courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door", "photoId", photo.text("/photoId")));
        age(deliveryId, "89 days");
        forgetDoors.forget();
        assertThat(door(deliveryId)).isEqualTo(doorOf(town));
        assertThat(files(deliveryId)).isEqualTo(1);

        age(deliveryId, "2 days");
        forgetDoors.forget();

        assertThat(door(deliveryId)).isNotEqualTo(doorOf(town)).matches("-?\\d+(\\.\\d{1,2})? -?\\d+(\\.\\d{1,2})?");
        assertThat(files(deliveryId)).isZero();
        assertThat(api.anonymous().get(photo.text("/link")).status()).isEqualTo(404);
        assertThat(town.operator().get("/v1/deliveries/" + deliveryId).text("/proof"))
                .isEqualTo("left_at_door");
    }

    private void age(UUID deliveryId, String by) {
        jdbc.sql("update delivery set changed_at = changed_at - cast(:by as interval) where delivery_id = :id")
                .param("by", by)
                .param("id", deliveryId)
                .update();
    }

    @Test
    void forgetsWhoACourierWasOfWhomNothingWasHeardForLong() {
        Town town = new Town(api, events, sender, clock);
        UUID former = town.registered();
        UUID working = town.onShift();

        forgetCouriers.forget();
        assertThat(town.operator().get("/v1/couriers/" + former).text("/name")).isEqualTo("Zhang Wei");
        jdbc.sql("update courier set registered_at = registered_at - interval '3 years', "
                        + "last_heard_at = last_heard_at - interval '3 years' where courier_id in (:ids)")
                .param("ids", List.of(former, working))
                .update();
        forgetCouriers.forget();

        Answer forgotten = town.operator().get("/v1/couriers/" + former);
        assertThat(forgotten.body()).doesNotContain("Zhang Wei", "+8613800000001");
        // On shift, they are none of the former.
        assertThat(town.operator().get("/v1/couriers/" + working).text("/name")).isEqualTo("Zhang Wei");
    }

    private void erase(Town town, UUID erasureId) {
        sender.send(
                "/order-service",
                "resident.erased.v1",
                erasureId,
                1,
                Map.of(
                        "erasureId",
                        erasureId,
                        "residentId",
                        town.residentId,
                        "erasedAt",
                        clock.instant().toString()));
    }

    private static String doorOf(Town town) {
        return town.lat + 12 / 1000.0 + " " + town.lng;
    }

    private String door(UUID deliveryId) {
        return jdbc.sql("select dropoff_latitude, dropoff_longitude from delivery where delivery_id = :id")
                .param("id", deliveryId)
                .query((row, _) -> row.getDouble(1) + " " + row.getDouble(2))
                .single();
    }

    private int count(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(Integer.class).single();
    }

    private int parked(UUID residentId) {
        return jdbc.sql("select count(*) from parked_event where waits_for = :id")
                .param("id", residentId.toString())
                .query(Integer.class)
                .single();
    }

    private static long files(UUID deliveryId) throws IOException {
        Path folder = Path.of("target/photos/deliveries/" + deliveryId);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
