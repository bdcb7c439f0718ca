package io.yike.booking;

import static io.yike.booking.House.booking;
import static io.yike.booking.House.resident;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Random bookings, changes and cancellations, against a model that only counts half hours.
@ServiceTest
class RandomBookingsIT {

    private static final long SEED = 20261125;
    private static final int STEPS = 24;

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    /// What the model knows of a booking: what it has, from which half hour until which.
    private record Has(Set<String> what, int from, int until) {}

    private final Map<UUID, Has> model = new LinkedHashMap<>();

    private boolean isFree(Set<String> what, int from, int until, UUID except) {
        for (String thing : what) {
            int units = thing.equals("drill") ? 2 : 1;
            for (int step = from; step < until; step++) {
                int at = step;
                long taken = model.entrySet().stream()
                        .filter(it -> !it.getKey().equals(except))
                        .map(Map.Entry::getValue)
                        .filter(it -> it.what().contains(thing) && it.from() <= at && at < it.until())
                        .count();
                if (taken >= units) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void answerAsTheModelDoes() {
        House house = House.open(api);
        UUID hall = house.room("Hall");
        UUID left = house.room("Left", hall);
        UUID right = house.room("Right", hall);
        UUID drills = house.items("Drill", 2);
        Map<UUID, Set<String>> things = Map.of(
                hall, Set.of("left", "right"), left, Set.of("left"), right, Set.of("right"), drills, Set.of("drill"));
        List<UUID> resources = List.of(hall, left, right, drills);
        UUID ann = UUID.randomUUID();
        ApiClient resident = api.as(resident(ann));
        Instant start = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(4));
        Random random = new Random(SEED);
        int booked = 0;
        int refused = 0;

        for (int i = 0; i < 250; i++) {
            int from = random.nextInt(STEPS - 1);
            int until = Math.min(STEPS, from + 1 + random.nextInt(5));
            Instant begin = start.plus(Duration.ofMinutes(30L * from));
            Instant end = start.plus(Duration.ofMinutes(30L * until));
            List<UUID> ids = new ArrayList<>(model.keySet());
            int act = random.nextInt(4);
            String what = "seed %d, step %d".formatted(SEED, i);
            if (act == 0 && !ids.isEmpty()) {
                UUID id = ids.get(random.nextInt(ids.size()));
                assertThat(resident.post("/v1/bookings/" + id + "/cancel").status())
                        .as(what)
                        .isEqualTo(200);
                model.remove(id);
            } else if (act == 1 && !ids.isEmpty()) {
                UUID id = ids.get(random.nextInt(ids.size()));
                Has has = java.util.Objects.requireNonNull(model.get(id));
                boolean isFree = isFree(has.what(), from, until, id);
                Answer moved = resident.put(
                        "/v1/bookings/" + id + "/time", Map.of("start", begin.toString(), "end", end.toString()));
                assertThat(moved.status()).as("%s: %s", what, moved.body()).isEqualTo(isFree ? 200 : 409);
                if (isFree) {
                    model.put(id, new Has(has.what(), from, until));
                }
            } else {
                UUID resource = resources.get(random.nextInt(resources.size()));
                Set<String> wanted = java.util.Objects.requireNonNull(things.get(resource));
                boolean isFree = isFree(wanted, from, until, new UUID(0, 0));
                Answer answer = resident.post("/v1/bookings", booking(begin, end, resource));
                assertThat(answer.status()).as("%s: %s", what, answer.body()).isEqualTo(isFree ? 201 : 409);
                if (isFree) {
                    model.put(UUID.fromString(answer.text("/bookingId")), new Has(wanted, from, until));
                }
                booked += isFree ? 1 : 0;
                refused += isFree ? 0 : 1;
            }
        }

        assertThat(refused).isBetween(20, 120);
        assertThat(booked).isGreaterThan(30);
    }
}
