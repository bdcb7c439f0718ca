package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static io.yike.booking.House.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What bookings cost where the keeper takes cash: fees by their terms, deposits and damage.
@ServiceTest
class MoneyIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Map<String, Object> CASH = Map.of("payment", Map.of("method", "cash", "token", "counter"));

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private PublishedEvents events;

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

    private void awaitPayments(UUID bookingId, String... states) {
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(read(bookingId)
                                .json()
                                .path("payments")
                                .valueStream()
                                .map(payment -> payment.path("purpose").asString() + " "
                                        + payment.path("state").asString()))
                        .containsExactly(states));
    }

    private UUID hall(House house) {
        return house.create(House.priced(
                "room",
                "Hall",
                Map.of(
                        "perBooking",
                        yuan(500),
                        "perHour",
                        yuan(1000),
                        "deposit",
                        yuan(5000),
                        "refunds",
                        List.of(
                                Map.of("untilHoursBefore", 48, "percent", 100),
                                Map.of("untilHoursBefore", 24, "percent", 50)))));
    }

    private long owedTo(House house) {
        return jdbc.sql(
                        "select coalesce(sum(amount), 0) from ledger_entry where party = :party and code <> 'collected_cash'")
                .param("party", "facility:" + house.id)
                .query(Long.class)
                .single();
    }

    @Test
    void holdsFeeAndDepositAndKeepsAPartForADamage() {
        House house = House.open(api);
        UUID drills =
                house.create(House.priced("items", "Drill", Map.of("perBooking", yuan(800), "deposit", yuan(5000))));
        UUID drill = house.unit(drills, "D-1");
        UUID id = house.hold(ann, start, hours(1), drills);
        String path = "/v1/bookings/" + id;
        ApiClient keeper = api.as(house.keeper);

        assertThat(read(id).text("/charges/fee/amount")).isEqualTo("800");
        assertThat(api.as(resident(ann)).post(path + "/confirm").code()).isEqualTo("payment_required");
        assertThat(api.as(resident(ann)).post(path + "/confirm", CASH).text("/fields/0/field"))
                .isEqualTo("payment.method");
        assertThat(keeper.post(path + "/confirm", CASH).status()).isEqualTo(200);
        assertThat(keeper.post(path + "/confirm", CASH).status()).isEqualTo(200);
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("confirmed"));
        awaitPayments(id, "fee authorised", "deposit authorised");
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(0))).code())
                .isEqualTo("booking_not_over");

        goTo(hours(0));
        house.handOutAndTakeBack(id);
        awaitPayments(id, "fee captured", "deposit authorised");
        Map<String, Object> report = Map.of("unitId", drill, "description", "The chuck is bent", "photo", "d/1.jpg");
        String damage = keeper.post(path + "/damages", report).text("/damageId");

        assertThat(keeper.post(path + "/damages", Map.of("unitId", UUID.randomUUID(), "description", "?"))
                        .code())
                .isEqualTo("unit_unknown");
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(5001), "damageId", damage))
                        .code())
                .isEqualTo("keep_too_large");
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(100))).code())
                .isEqualTo("damage_unknown");
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(100), "damageId", UUID.randomUUID()))
                        .code())
                .isEqualTo("damage_unknown");
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(1200), "damageId", damage))
                        .status())
                .isEqualTo(200);
        assertThat(keeper.post(path + "/deposit", Map.of("keep", yuan(0))).code())
                .isEqualTo("deposit_not_held");
        awaitPayments(id, "fee captured", "deposit captured");
        assertThat(read(id).text("/payments/1/taken/amount")).isEqualTo("1200");
        assertThat(api.as(resident(ann)).get(path + "/damages").text("/items/0/kept/amount"))
                .isEqualTo("1200");
        assertThat(owedTo(house)).isEqualTo(2000);
        assertThat(events.await("booking.damage_reported.v1", id)
                        .at("/data/damageId")
                        .asString())
                .isEqualTo(damage);
        Awaitility.await()
                .atMost(SOON)
                .until(() -> events.all("booking.charged.v1", id).stream()
                        .map(event -> event.at("/data/purpose").asString() + " "
                                + event.at("/data/charged/amount").asLong())
                        .collect(Collectors.toSet())
                        .equals(Set.of("fee 800", "deposit 1200")));
    }

    @ParameterizedTest
    @CsvSource({"50, 2500, 0", "30, 1250, 1250", "10, 0, 2500"})
    void showsWhatGoesBackAndTakesTheRest(int before, long refund, long kept) {
        House house = House.open(api);
        UUID id = house.bookPaidInCash(ann, start, hours(2), hall(house));
        String path = "/v1/bookings/" + id;
        goTo(hours(-before));

        Answer terms = api.as(resident(ann)).get(path + "/cancellation-terms");
        assertThat(terms.text("/refund/amount")).isEqualTo(String.valueOf(refund));
        assertThat(terms.text("/kept/amount")).isEqualTo(String.valueOf(kept));
        assertThat(terms.text("/deposit/amount")).isEqualTo("5000");
        assertThat(api.as(house.keeper).get(path + "/cancellation-terms").text("/kept/amount"))
                .isEqualTo("0");

        Answer cancelled = api.as(resident(ann)).post(path + "/cancel", Map.of("keptAtMost", yuan(kept)));
        assertThat(cancelled.text("/state")).isEqualTo("cancelled");
        assertThat(cancelled.text("/kept/amount")).isEqualTo(String.valueOf(kept));
        awaitPayments(id, kept > 0 ? "fee captured" : "fee released", "deposit released");
        assertThat(owedTo(house)).isEqualTo(kept);
        assertThat(api.as(resident(ann)).get(path + "/cancellation-terms").code())
                .isEqualTo("booking_ended");
    }

    @Test
    void keepsABookingWhoseTermsHaveBecomeWorseThanShown() {
        House house = House.open(api);
        UUID id = house.bookPaidInCash(ann, start, hours(2), hall(house));
        String path = "/v1/bookings/" + id;
        goTo(hours(-25));
        Instant changes = Instant.parse(
                api.as(resident(ann)).get(path + "/cancellation-terms").text("/changesAt"));
        assertThat(changes).isEqualTo(hours(-24));
        goTo(hours(-23));

        assertThat(api.as(resident(ann))
                        .post(path + "/cancel", Map.of("keptAtMost", yuan(1250)))
                        .code())
                .isEqualTo("terms_changed");
        assertThat(house.state(id)).isEqualTo("confirmed");
        assertThat(api.as(house.keeper).post(path + "/cancel").text("/kept/amount"))
                .isEqualTo("0");
    }

    @Test
    void letsGoOfADepositThatNobodyTouches() {
        House house = House.open(api);
        UUID drills = house.create(House.priced("items", "Saw", Map.of("deposit", yuan(3000))));
        house.unit(drills, "S-1");
        UUID id = house.bookPaidInCash(ann, start, hours(1), drills);
        goTo(hours(0));
        house.handOutAndTakeBack(id);

        clock.advance(Duration.ofHours(73));

        awaitPayments(id, "deposit released");
        assertThat(owedTo(house)).isZero();
    }

    @Test
    void takesTheFeeOfWhoeverDoesNotComeAndNothingOfWhatExpires() {
        House house = House.open(api);
        UUID hall = hall(house);
        UUID missed = house.bookPaidInCash(ann, start, hours(2), hall);
        UUID held = house.hold(ann, hours(4), hours(5), hall);

        clock.advance(Duration.ofMinutes(11));
        Awaitility.await().atMost(SOON).until(() -> house.state(held).equals("expired"));
        goTo(hours(1));
        Awaitility.await().atMost(SOON).until(() -> house.state(missed).equals("no_show"));

        awaitPayments(missed, "fee captured", "deposit released");
        assertThat(owedTo(house)).isEqualTo(2500);
    }

    @Test
    void costsWhatItsLengthCostsUntilItIsPaid() {
        House house = House.open(api);
        UUID hall = hall(house);
        UUID id = house.hold(ann, start, hours(2), hall);
        String path = "/v1/bookings/" + id;
        Map<String, Object> longer = Map.of("start", start.toString(), "end", hours(3).toString());
        Map<String, Object> later = Map.of("start", hours(1).toString(), "end", hours(4).toString());
        Map<String, Object> shorter = Map.of("start", hours(1).toString(), "end", hours(2).toString());

        assertThat(api.as(resident(ann)).put(path + "/time", longer).text("/charges/fee/amount"))
                .isEqualTo("3500");
        api.as(house.keeper).post(path + "/confirm", CASH);
        Awaitility.await().atMost(SOON).until(() -> house.state(id).equals("confirmed"));
        assertThat(api.as(resident(ann)).put(path + "/time", later).status()).isEqualTo(200);
        assertThat(api.as(resident(ann)).put(path + "/time", shorter).code()).isEqualTo("price_differs");
    }

    @Test
    void namesWhatIsWrongWithAPrice() {
        House house = House.open(api);
        String path = "/v1/facilities/" + house.id + "/resources";

        for (Map<String, Object> pricing : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("perHour", Map.of("amount", 1, "currency", "EUR")),
                Map.of("perHour", yuan(1), "deposit", Map.of("amount", 1, "currency", "EUR")),
                Map.of(
                        "perHour",
                        yuan(1),
                        "refunds",
                        List.of(
                                Map.of("untilHoursBefore", 48, "percent", 10),
                                Map.of("untilHoursBefore", 24, "percent", 20))))) {
            assertThat(api.as(house.keeper)
                            .post(path, House.priced("room", "Hall", pricing))
                            .code())
                    .isEqualTo("pricing_invalid");
        }
        assertThat(api.as(house.keeper)
                        .post(path, House.priced("room", "Hall", Map.of("perHour", yuan(-1))))
                        .text("/fields/0/field"))
                .isEqualTo("pricing.perHour.amount");
    }

    @Test
    void theDatabaseRefusesToHoldMoneyTwice() {
        House house = House.open(api);
        UUID id = house.bookPaidInCash(ann, start, hours(2), hall(house));

        assertThatThrownBy(() -> jdbc.sql("""
                        insert into payment (id, booking_id, purpose, method, amount, currency, state, token, attempts,
                            step_due_at)
                        select gen_random_uuid(), booking_id, purpose, method, amount, currency, 'pending', 't', 0,
                            now()
                        from payment where booking_id = :id and purpose = 'fee'
                        """).param("id", id).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("payment_alive_once");
        assertThat(api.as(resident(ann))
                        .post("/v1/bookings", booking(start, hours(1), hall(house)))
                        .status())
                .isEqualTo(201);
    }
}
