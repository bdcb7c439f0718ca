package io.yike.dispatch.proof.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.yike.dispatch.DispatchSettings.S3;
import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.domain.Photo;
import io.yike.dispatch.proof.domain.PhotoType;
import io.yike.kit.http.ServiceUnavailable;
import io.yike.proxy.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The adapter against a real S3 server, near, slow, broken and away.
class S3ObjectStoreTest extends ObjectStoreContract {

    private static final S3Server SERVER = S3Server.start();
    private static final TcpProxy PROXY = new TcpProxy("127.0.0.1", SERVER.port());
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /// Patient enough for a busy machine; how long a store waits is tested with the shorter limit.
    private final S3ObjectStore patient = new S3ObjectStore(settings(PROXY.port(), 32, Duration.ofSeconds(20)));

    private final S3ObjectStore store = new S3ObjectStore(settings(PROXY.port(), 32));

    @BeforeAll
    static void open() {
        PROXY.open();
    }

    @AfterAll
    static void close() {
        PROXY.close();
    }

    @BeforeEach
    void reopen() {
        PROXY.open();
    }

    @Override
    ObjectStore store() {
        return patient;
    }

    /// The keys are not those of the server.
    @Override
    ObjectStore broken() {
        S3 right = settings(SERVER.port(), 32);
        return new S3ObjectStore(new S3(
                right.endpoint(),
                "",
                right.region(),
                right.bucket(),
                right.accessKey(),
                "another secret",
                true,
                TIME_LIMIT,
                32,
                Duration.ofSeconds(1)));
    }

    @Test
    void linksOpenThePhotoForAnybodyUntilTheyExpire() {
        Photo photo = photo();
        byte[] content = bytes(3, 10_000);
        patient.put(photo.key(), content, photo.type().contentType());

        URI link = URI.create(patient.link(photo, Instant.now(), Duration.ofSeconds(3)));

        HttpResponse<byte[]> opened = get(link);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo(content);
        assertThat(opened.headers().firstValue("Content-Type")).hasValue("image/webp");
        assertThat(link.getRawPath()).startsWith("/" + S3Server.BUCKET + "/deliveries/");
        await().atMost(Duration.ofSeconds(10)).until(() -> get(link).statusCode() == 403);
    }

    @Test
    void linksAreForOnePhotoAndLeadToThePublicEndpoint() {
        S3 plain = settings(SERVER.port(), 32);
        S3ObjectStore behindProxy = new S3ObjectStore(new S3(
                plain.endpoint(),
                "http://127.0.0.1:" + PROXY.port(),
                plain.region(),
                plain.bucket(),
                plain.accessKey(),
                plain.secretKey(),
                true,
                TIME_LIMIT,
                32,
                Duration.ofSeconds(1)));
        Photo photo = photo();
        Photo other = photo();
        behindProxy.put(photo.key(), bytes(1, 10), "image/webp");
        behindProxy.put(other.key(), bytes(2, 10), "image/webp");

        String link = behindProxy.link(photo, Instant.now(), Duration.ofMinutes(10));

        assertThat(link).startsWith("http://127.0.0.1:" + PROXY.port() + "/").contains("X-Amz-Expires=600");
        assertThat(get(URI.create(link)).statusCode()).isEqualTo(200);
        assertThat(get(URI.create(link.replace(photo.key().text(), other.key().text())))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aServerThatDoesNotAnswerCostsNoMoreThanTheTimeLimit() {
        PROXY.swallow();

        long began = System.nanoTime();
        assertThatExceptionOfType(ServiceUnavailable.class)
                .isThrownBy(() -> store.put(key(), bytes(1, 1000), "image/png"));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TIME_LIMIT.plusSeconds(1));
    }

    @Test
    void aServerThatIsAwayIsLeftAloneAndComesBack() {
        PROXY.cut();
        for (int call = 0; call < 10; call++) {
            assertThatExceptionOfType(ServiceUnavailable.class).isThrownBy(() -> store.find(key()));
        }
        PROXY.open();
        assertThatExceptionOfType(ServiceUnavailable.class)
                .as("it rests although the server is back")
                .isThrownBy(() -> store.find(key()));

        await().atMost(Duration.ofSeconds(15))
                .ignoreException(ServiceUnavailable.class)
                .until(() -> store.find(key()).isEmpty());
    }

    @Test
    void moreCallsThanAreAllowedAtATimeAreTurnedAwayAtOnce() {
        S3ObjectStore narrow = new S3ObjectStore(settings(PROXY.port(), 2));
        PROXY.swallow();

        ConcurrentLinkedQueue<Duration> waits = new ConcurrentLinkedQueue<>();
        List<Thread> callers = IntStream.range(0, 20)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    long began = System.nanoTime();
                    assertThatExceptionOfType(ServiceUnavailable.class)
                            .isThrownBy(() -> narrow.put(key(), bytes(1, 10), "image/png"));
                    waits.add(Duration.ofNanos(System.nanoTime() - began));
                }))
                .toList();

        await().atMost(TIME_LIMIT.plusSeconds(5)).until(() -> callers.stream().noneMatch(Thread::isAlive));
        assertThat(waits).hasSize(20);
        assertThat(waits.stream().filter(wait -> wait.compareTo(Duration.ofMillis(900)) < 0))
                .hasSizeGreaterThanOrEqualTo(18);
    }

    @Test
    void refusesToStartWithoutABucketOrKeysAndShowsNone() {
        S3 right = settings(1, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3ObjectStore(
                        new S3("", "", "us-east-1", "", "a", "b", true, TIME_LIMIT, 1, Duration.ofSeconds(1))))
                .withMessageContaining("YIKE_OBJECTS_BUCKET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new S3ObjectStore(
                        new S3("", "", "us-east-1", "b", "a", " ", true, TIME_LIMIT, 1, Duration.ofSeconds(1))))
                .withMessageContaining("YIKE_OBJECTS_SECRET_KEY");
        assertThat(right.toString()).doesNotContain(S3Server.SECRET_KEY).doesNotContain(S3Server.ACCESS_KEY);
    }

    private static S3 settings(int port, int concurrentCalls) {
        return settings(port, concurrentCalls, TIME_LIMIT);
    }

    private static S3 settings(int port, int concurrentCalls, Duration timeLimit) {
        return new S3(
                "http://127.0.0.1:" + port,
                "",
                "us-east-1",
                S3Server.BUCKET,
                S3Server.ACCESS_KEY,
                S3Server.SECRET_KEY,
                true,
                timeLimit,
                concurrentCalls,
                Duration.ofSeconds(1));
    }

    private static Photo photo() {
        return new Photo(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID().toString().replace("-", ""),
                PhotoType.WEBP,
                10,
                Instant.EPOCH);
    }

    private static HttpResponse<byte[]> get(URI uri) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }
}
