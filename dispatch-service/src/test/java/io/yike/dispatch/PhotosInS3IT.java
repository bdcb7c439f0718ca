package io.yike.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yike.dispatch.proof.adapter.S3Server;
import io.yike.kit.testing.Answer;
import io.yike.proxy.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// The service with its photos in an S3 bucket, and what happens to a delivery when that is away.
@TestPropertySource(
        properties = {"yike.dispatch.objects.s3.time-limit=4s", "yike.dispatch.objects.s3.rest-when-broken=1s"})
class PhotosInS3IT extends Journey {

    private static final S3Server S3 = S3Server.start();
    private static final TcpProxy PROXY = new TcpProxy("127.0.0.1", S3.port());

    @DynamicPropertySource
    static void inTheBucket(DynamicPropertyRegistry registry) {
        PROXY.open();
        S3.properties(PROXY.port()).forEach((name, value) -> registry.add(name, () -> value));
    }

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void letThrough() {
        PROXY.open();
    }

    @Test
    void aPhotoIsReadFromTheBucketThroughALink() {
        UUID courierId = town.onShift();
        UUID deliveryId = leftAtDoor();
        town.pickedUp(deliveryId, courierId);

        Answer photo = upload(courierId, deliveryId, 1);

        assertThat(photo.status()).isEqualTo(201);
        assertThat(photo.text("/link")).startsWith("http://127.0.0.1:" + PROXY.port() + "/" + S3Server.BUCKET + "/");
        HttpResponse<byte[]> opened = get(photo.text("/link"));
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo(jpeg(1));
        assertThat(get(photo.text("/link").replace("X-Amz-Expires=600", "X-Amz-Expires=6000"))
                        .statusCode())
                .isEqualTo(403);
        Answer seen = town.platform().get("/v1/deliveries/" + deliveryId + "/photos/" + photo.text("/photoId"));
        assertThat(get(seen.text("/link")).body()).isEqualTo(jpeg(1));
    }

    @Test
    void whileTheBucketCannotBeReachedTheCourierIsToldToTryAgainAndTheDeliveryWaits() {
        UUID courierId = town.onShift();
        UUID deliveryId = leftAtDoor();
        town.pickedUp(deliveryId, courierId);

        PROXY.cut();
        assertThatItIsUnavailable(upload(courierId, deliveryId, 1));
        PROXY.open();
        PROXY.swallow();
        long began = System.nanoTime();
        assertThatItIsUnavailable(upload(courierId, deliveryId, 1));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        assertThat(town.state(deliveryId)).isEqualTo("picked_up");
        PROXY.open();
        Answer photo = await().atMost(Duration.ofSeconds(15))
                .until(() -> upload(courierId, deliveryId, 1), answer -> answer.status() == 201);
        Answer handedOver = town.step(
                courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door", "photoId", photo.text("/photoId")));
        assertThat(handedOver.text("/state")).isEqualTo("delivered");
        assertThat(get(photo.text("/link")).statusCode()).isEqualTo(200);
    }

    @Test
    void aHandOverByCodeNeedsNoBucket() {
        UUID courierId = town.onShift();
        UUID deliveryId = town.accepted();
        town.pickedUp(deliveryId, courierId);
        PROXY.cut();

        Answer handedOver = town.step(
                courierId,
                deliveryId,
                "hand-over",
                Map.of("proof", "recipient_code", "recipientCode", town.recipientCode(deliveryId)));

        assertThat(handedOver.text("/state")).isEqualTo("delivered");
    }

    @Test
    void forgettingAPhotoWaitsForTheBucketAndHoldsUpNobody() {
        UUID courierId = town.onShift();
        UUID deliveryId = leftAtDoor();
        town.pickedUp(deliveryId, courierId);
        Answer photo = upload(courierId, deliveryId, 1);
        town.step(
                courierId, deliveryId, "hand-over", Map.of("proof", "left_at_door", "photoId", photo.text("/photoId")));
        PROXY.cut();

        UUID erasureId = UUID.randomUUID();
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

        await().atMost(Duration.ofSeconds(15)).until(() -> parked(town.residentId) == 1);
        PROXY.open();
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            clock.advance(Duration.ofSeconds(3));
            return parked(town.residentId) == 0;
        });
        events.await("resident.forgotten_by_dispatch.v1", erasureId);
        assertThat(get(photo.text("/link")).statusCode()).isEqualTo(404);
    }

    private int parked(UUID residentId) {
        return jdbc.sql("SELECT count(*) FROM parked_event WHERE waits_for = :id")
                .param("id", residentId.toString())
                .query(Integer.class)
                .single();
    }

    private static void assertThatItIsUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    private UUID leftAtDoor() {
        UUID orderId = UUID.randomUUID();
        Map<String, Object> acceptance = town.acceptance(orderId);
        acceptance.put("unreachable", "leave_at_door");
        return town.accepted(orderId, acceptance);
    }

    private Answer upload(UUID courierId, UUID deliveryId, int seed) {
        return town.courier(courierId)
                .post("/v1/deliveries/" + deliveryId + "/photos", jpeg(seed), "application/octet-stream");
    }

    private static HttpResponse<byte[]> get(String link) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
