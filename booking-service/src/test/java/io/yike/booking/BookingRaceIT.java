package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.SecondInstance;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Two hundred at once, at two instances: nobody has what somebody else has, and nobody is refused for nothing.
///
/// The second instance goes by the clock on the wall, so the first must, too: no other test has moved this one's clock.
@ServiceTest
@TestPropertySource(properties = "yike.booking.next-free=2")
class BookingRaceIT {

    private static final int CLIENTS = 200;

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ConfigurableEnvironment environment;

    /// What somebody asked for, and what came of it.
    private record Asked(Instant start, Instant end, UUID resource, Answer answer) {

        boolean won() {
            return answer.status() == 201;
        }

        boolean overlaps(Asked other) {
            return start.isBefore(other.end) && other.start.isBefore(end);
        }
    }

    private record Wish(Instant start, Instant end, UUID resource) {}

    @Test
    void neverGivesOneThingToTwo() throws Exception {
        House house = House.open(api);
        UUID kitchen = house.room("Kitchen");
        UUID hall = house.room("Hall");
        List<UUID> parts = List.of(house.room("A", hall), house.room("B", hall), house.room("C", hall));
        UUID drills = house.items("Drill", 3);
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
        Random random = new Random(4);
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Instant from = start.plus(Duration.ofMinutes(30L * random.nextInt(16)));
            Instant until = from.plus(Duration.ofMinutes(30L * (1 + random.nextInt(4))));
            UUID resource = switch (i % 4) {
                case 0 -> kitchen;
                case 1 -> hall;
                case 2 -> parts.get(random.nextInt(3));
                default -> drills;
            };
            wishes.add(new Wish(from, until, resource));
        }

        List<Asked> asked;
        try (SecondInstance second = SecondInstance.start(BookingServiceApplication.class, environment)) {
            asked = atOnce(wishes, List.of(api, api.at(second.uri())));
        }

        assertThat(asked).allSatisfy(it -> {
            assertThat(it.answer().status()).as(it.answer().body()).isIn(201, 409);
            if (!it.won()) {
                assertThat(it.answer().code()).isEqualTo("taken");
                assertThat(it.answer().body()).contains("next_free");
            }
        });
        assertThat(overlappingClaims()).isZero();
        // Whoever lost, lost to somebody: there is no time at which too few have it.
        for (Asked lost : asked.stream().filter(it -> !it.won()).toList()) {
            List<Asked> rivals = asked.stream()
                    .filter(Asked::won)
                    .filter(lost::overlaps)
                    .filter(it -> it.resource().equals(lost.resource())
                            || (it.resource().equals(hall) && parts.contains(lost.resource()))
                            || (lost.resource().equals(hall) && parts.contains(it.resource())))
                    .toList();
            int most = rivals.stream()
                    .mapToInt(one -> (int) rivals.stream()
                            .filter(other -> {
                                Instant at = one.start().isBefore(lost.start()) ? lost.start() : one.start();
                                return !other.start().isAfter(at) && other.end().isAfter(at);
                            })
                            .count())
                    .max()
                    .orElse(0);
            assertThat(most)
                    .as(lost.toString())
                    .isGreaterThanOrEqualTo(lost.resource().equals(drills) ? 3 : 1);
        }
        assertThat(asked.stream().filter(Asked::won)).hasSizeBetween(20, 150);
    }

    @Test
    void givesTheLastUnitToOneOfTwoHundred() throws Exception {
        House house = House.open(api);
        UUID drills = house.items("Drill", 4);
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
        for (int i = 0; i < 3; i++) {
            house.hold(UUID.randomUUID(), start, start.plus(Duration.ofHours(1)), drills);
        }
        List<Wish> wishes = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            wishes.add(new Wish(start, start.plus(Duration.ofHours(1)), drills));
        }

        List<Asked> asked = atOnce(wishes, List.of(api));

        assertThat(asked.stream().filter(Asked::won)).hasSize(1);
        assertThat(asked.stream().filter(it -> !it.won()).map(it -> it.answer().code()))
                .hasSize(CLIENTS - 1)
                .containsOnly("taken");
        assertThat(overlappingClaims()).isZero();
    }

    private List<Asked> atOnce(List<Wish> wishes, List<ApiClient> instances) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Asked>> futures = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < wishes.size(); i++) {
                Wish wish = wishes.get(i);
                ApiClient client = instances
                        .get(i % instances.size())
                        .as(resident(UUID.randomUUID()))
                        .withHeader("Idempotency-Key", UUID.randomUUID().toString());
                Map<String, Object> body = booking(wish.start(), wish.end(), wish.resource());
                Callable<Asked> call = () -> {
                    go.await();
                    Answer answer = client.post("/v1/bookings", body);
                    // Busy for a moment is no refusal: whoever is told so asks again, with the same key.
                    while (answer.status() == 503) {
                        answer = client.post("/v1/bookings", body);
                    }
                    return new Asked(wish.start(), wish.end(), wish.resource(), answer);
                };
                futures.add(clients.submit(call));
            }
            go.countDown();
            List<Asked> asked = new ArrayList<>();
            for (Future<Asked> future : futures) {
                asked.add(get(future));
            }
            return asked;
        }
    }

    private static Asked get(Future<Asked> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private long overlappingClaims() {
        return jdbc.sql("""
                        select count(*) from claim one join claim other
                            on one.unit_id = other.unit_id and one.id < other.id and one.blocked && other.blocked
                        where one.active and other.active
                        """).query(Long.class).single();
    }
}
