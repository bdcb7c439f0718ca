package io.yike.booking;

import static io.yike.booking.House.resident;
import static io.yike.booking.House.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// A booking's money at a provider that refuses, loses an answer, or is silent.
class ProviderIT extends OutsideProviders {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private ApiClient api;

    @Autowired
    private PublishedEvents events;

    @Autowired
    private MutableClock clock;

    private final UUID ann = UUID.randomUUID();
    private Instant start = Instant.EPOCH;

    @BeforeEach
    void inThreeDays() {
        start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    }

    private Instant hours(int after) {
        return start.plus(Duration.ofHours(after));
    }

    private void goTo(Instant instant) {
        clock.advance(Duration.between(clock.instant(), instant));
    }

    private Answer read(UUID bookingId) {
        return api.as(resident(ann)).get("/v1/bookings/" + bookingId);
    }

    private List<String> states(UUID bookingId) {
        return read(bookingId)
                .json()
                .path("payments")
                .valueStream()
                .map(payment -> payment.path("purpose").asString() + " "
                        + payment.path("state").asString())
                .toList();
    }

    private void awaitPayments(UUID bookingId, String... states) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(states(bookingId)).containsExactly(states));
    }

    private Answer confirm(UUID bookingId, String token) {
        return api.as(resident(ann))
                .post(
                        "/v1/bookings/" + bookingId + "/confirm",
                        Map.of("payment", Map.of("method", "provider", "token", token)));
    }

    private UUID held(House house) {
        return house.hold(
                ann,
                start,
                hours(2),
                house.create(House.priced("room", "Hall", Map.of("perHour", yuan(1000), "deposit", yuan(5000)))));
    }

    @Test
    void holdsOnceWhatIsConfirmedThoughTheAnswerIsLost() {
        House house = House.open(api);
        UUID id = held(house);
        String token = "tok_lost_" + id;

        assertThat(confirm(id, token).text("/state")).isEqualTo("held");
        assertThat(confirm(id, token).status()).isEqualTo(200);
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("confirmed"));
        assertThat(PROVIDER.effects(token)).containsExactlyInAnyOrder("authorise 2000", "authorise 5000");

        api.as(resident(ann)).post("/v1/bookings/" + id + "/cancel");
        awaitPayments(id, "fee released", "deposit released");
        assertThat(PROVIDER.effects(token))
                .containsExactlyInAnyOrder("authorise 2000", "authorise 5000", "void 0", "void 0");
    }

    @Test
    void mayBePaidOtherwiseAfterARefusal() {
        House house = House.open(api);
        UUID id = held(house);

        confirm(id, "tok_refused_" + id);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(states(id).stream().filter(state -> state.endsWith(" refused")))
                        .isNotEmpty());
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(states(id)).noneMatch(state -> state.endsWith(" pending")));
        assertThat(house.state(id)).isEqualTo("held");
        confirm(id, "tok_good_" + id);

        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("confirmed"));
        goTo(hours(1));
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("no_show"));
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(states(id).subList(2, 4)).containsExactly("fee captured", "deposit released"));
        assertThat(PROVIDER.effects("tok_good_" + id))
                .containsExactlyInAnyOrder("authorise 2000", "authorise 5000", "captures 2000", "void 0");
    }

    /// Nothing came: the booking ends all the same, its payment says so, and the house is owed nothing.
    @Test
    void endsWithoutItsMoneyWhenTheProviderTakesBackItsWord() {
        House house = House.open(api);
        UUID id = held(house);
        confirm(id, "tok_uncaptured_" + id);
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("confirmed"));

        goTo(hours(1));
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("no_show"));

        awaitPayments(id, "fee capture_refused", "deposit released");
        assertThat(PROVIDER.effects("tok_uncaptured_" + id))
                .containsExactlyInAnyOrder("authorise 2000", "authorise 5000", "void 0");
        assertThat(events.all("booking.charged.v1", id)).isEmpty();
        assertThat(house.book(UUID.randomUUID(), hours(4), hours(5), house.room("Other")))
                .isNotNull();
    }

    @Test
    void endsWithItsHoldWhenTheProviderIsSilent() {
        House house = House.open(api);
        UUID id = held(house);

        confirm(id, "tok_silent_" + id);
        clock.advance(Duration.ofMinutes(11));

        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("expired"));
        awaitPayments(id, "fee releasing", "deposit releasing");
        clock.advance(Duration.ofMinutes(61));
        awaitPayments(id, "fee released", "deposit released");
        assertThat(PROVIDER.effects("tok_silent_" + id)).isEmpty();
    }
}
