package io.yike.booking;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A door whose lock is at a provider that is slow, fails, breaks off, or refuses.
class LockIT extends OutsideProviders {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final UUID ann = UUID.randomUUID();
    private final String lock = "lock-" + UUID.randomUUID();
    private Instant start = Instant.EPOCH;

    /// On the next half hour, before which the code is valid for a quarter.
    @BeforeEach
    void soon() {
        start = Instant.ofEpochSecond((clock.instant().getEpochSecond() / 1800 + 2) * 1800);
    }

    private UUID room(House house) {
        Map<String, Object> room = House.resource("room", "Hall");
        room.put("lockId", lock);
        return house.create(room);
    }

    private String codes() {
        return "/locks/" + lock + "/codes/.*";
    }

    private Answer code(UUID bookingId) {
        return api.as(resident(ann)).get("/v1/bookings/" + bookingId + "/access-code");
    }

    private void awaitLock(UUID bookingId, String state) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> code(bookingId).text("/locks/0/state").equals(state));
    }

    @Test
    void tellsTheLockOnceItAnswersAndShowsWhatItKnowsByItselfUntilThen() {
        House house = House.open(api);
        UUID hall = room(house);
        LOCKS.stubFor(put(urlMatching(codes())).willReturn(aResponse().withStatus(503)));
        assertThat(api.as(house.keeper)
                        .put("/v1/resources/" + hall + "/offline-code", Map.of("code", "90412277"))
                        .status())
                .isEqualTo(204);
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), hall);

        assertThat(code(id).text("/locks/0/state")).isEqualTo("setting");
        assertThat(code(id).json().has("offlineCode")).isFalse();
        clock.advance(Duration.between(clock.instant(), start.minusSeconds(60)));
        assertThat(code(id).text("/offlineCode")).isEqualTo("90412277");

        LOCKS.stubFor(put(urlMatching(codes())).willReturn(aResponse().withStatus(200)));
        clock.advance(Duration.ofSeconds(31));
        awaitLock(id, "set");
        assertThat(code(id).json().has("offlineCode")).isFalse();
        LOCKS.verify(putRequestedFor(urlEqualTo("/locks/" + lock + "/codes/" + id + "-1"))
                .withHeader("Authorization", equalTo("Bearer key-of-the-tests"))
                .withRequestBody(containing(code(id).text("/code"))));
    }

    @Test
    void bearsSlowAndBrokenAnswersAndRevokesWhatIsNotValidAnyMore() {
        House house = House.open(api);
        LOCKS.stubFor(
                put(urlMatching(codes())).willReturn(aResponse().withStatus(200).withFixedDelay(2_000)));
        LOCKS.stubFor(delete(urlMatching(codes())).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), room(house));
        assertThat(code(id).text("/locks/0/state")).isEqualTo("setting");
        LOCKS.stubFor(put(urlMatching(codes())).willReturn(aResponse().withStatus(204)));
        Awaitility.await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(1));
            return code(id).text("/locks/0/state").equals("set");
        });

        api.as(resident(ann)).post("/v1/bookings/" + id + "/cancel");
        String gone = "/locks/" + lock + "/codes/" + id + "-1";
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        !LOCKS.findAll(deleteRequestedFor(urlEqualTo(gone))).isEmpty());
        LOCKS.stubFor(delete(urlMatching(codes())).willReturn(aResponse().withStatus(404)));
        Awaitility.await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(5));
            return LOCKS.findAll(deleteRequestedFor(urlEqualTo(gone))).size() > 1;
        });
    }

    @Test
    void revokesAgainWhatMayHaveReachedTheLockAfterItWasRevoked() {
        House house = House.open(api);
        LOCKS.stubFor(
                put(urlMatching(codes())).willReturn(aResponse().withStatus(200).withFixedDelay(2_000)));
        LOCKS.stubFor(delete(urlMatching(codes())).willReturn(aResponse().withStatus(204)));
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), room(house));
        String code = "/locks/" + lock + "/codes/" + id + "-1";
        Awaitility.await()
                .atMost(SOON)
                .until(() -> !LOCKS.findAll(putRequestedFor(urlEqualTo(code))).isEmpty());

        api.as(resident(ann)).post("/v1/bookings/" + id + "/cancel");
        Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        !LOCKS.findAll(deleteRequestedFor(urlEqualTo(code))).isEmpty());
        assertThat(state(id)).as("the setting may still arrive").isEqualTo("revoking");
        Awaitility.await().atMost(SOON).until(() -> {
            clock.advance(Duration.ofSeconds(20));
            return state(id).equals("revoked");
        });
        assertThat(LOCKS.findAll(deleteRequestedFor(urlEqualTo(code)))).hasSizeGreaterThan(1);
    }

    private String state(UUID bookingId) {
        return jdbc.sql("select state from lock_code where booking_id = :id")
                .param("id", bookingId)
                .query(String.class)
                .single();
    }

    @Test
    void saysThatALockWillNeverKnowTheCode() {
        House house = House.open(api);
        LOCKS.stubFor(put(urlMatching(codes())).willReturn(aResponse().withStatus(422)));

        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), room(house));

        awaitLock(id, "refused");
    }

    @Test
    void opensFromAfarWhileTheCodeIsValidAndBeginsTheBooking() {
        House house = House.open(api);
        LOCKS.stubFor(put(urlMatching(codes())).willReturn(aResponse().withStatus(200)));
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), room(house));
        String path = "/v1/bookings/" + id + "/open";
        String openings = "/locks/" + lock + "/openings";

        assertThat(api.as(resident(ann)).post(path).code()).isEqualTo("no_access_code");
        clock.advance(Duration.between(clock.instant(), start.minusSeconds(60)));
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(500)));
        Answer unreachable = api.as(resident(ann)).post(path);
        assertThat(unreachable.status()).isEqualTo(503);
        assertThat(unreachable.code()).isEqualTo("lock_unreachable");
        assertThat(house.state(id)).isEqualTo("confirmed");
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(404)));
        assertThat(api.as(resident(ann)).post(path).code()).isEqualTo("lock_refuses");
        LOCKS.stubFor(post(urlEqualTo(openings)).willReturn(aResponse().withStatus(202)));
        assertThat(api.as(resident(ann)).post(path).text("/bookingId")).isEqualTo(id.toString());
        assertThat(house.state(id)).isEqualTo("in_use");
    }

    @Test
    void namesWhatHasNoLock() {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID id = house.book(ann, start, start.plus(Duration.ofHours(1)), kitchen);
        clock.advance(Duration.between(clock.instant(), start.minusSeconds(60)));

        assertThat(Stream.of(
                        api.as(resident(ann)).post("/v1/bookings/" + id + "/open"),
                        api.as(house.keeper)
                                .put("/v1/resources/" + kitchen + "/offline-code", Map.of("code", "90412277"))))
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("no_lock"));
        assertThat(code(id).json().has("locks")).isFalse();
    }
}
