package io.yike.webhook.delivering.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.webhook.delivering.domain.Answer.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(4), 20, Duration.ofHours(24));
    private static final Answer FAILURE = status(500, null);

    private final Random random = new Random(1);

    @ParameterizedTest
    @CsvSource({
        "200,DELIVERED",
        "204,DELIVERED",
        "299,DELIVERED",
        "301,REDIRECT",
        "307,REDIRECT",
        "400,STATUS",
        "404,STATUS",
        "410,GONE",
        "429,THROTTLED",
        "500,STATUS",
        "503,THROTTLED",
        "100,STATUS",
        "999,STATUS"
    })
    void onlyTakesTwoHundredsForTaken(int status, Outcome outcome) {
        assertThat(status(status, null).outcome()).isEqualTo(outcome);
        assertThat(status(status, null).isDelivered()).isEqualTo(status / 100 == 2);
    }

    @Test
    void isDeliveredByTheFirstTwoHundred() {
        assertThat(answered(pending(1), 1, status(204, null)).state()).isEqualTo(new DeliveryState.Delivered(NOW));
    }

    @Test
    void comesAgainAfterPausesThatDouble() {
        List<Duration> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 13; attempt++) {
            pauses.add(Duration.between(NOW, next(answered(pending(attempt), attempt, FAILURE))));
        }

        for (int i = 0; i < pauses.size(); i++) {
            long seconds = Math.min(5L << i, 4 * 3600);
            assertThat(pauses.get(i))
                    .isBetween(Duration.ofSeconds(seconds * 8 / 10), Duration.ofSeconds(seconds * 12 / 10));
        }
    }

    @Test
    void variesItsPauses() {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            times.add(next(answered(pending(3), 3, FAILURE)));
        }

        assertThat(times.stream().distinct().count()).isGreaterThan(40);
    }

    @Test
    void isTriedForADayAndOnceMoreAtItsEnd() {
        Delivery delivery = pending(1);
        Instant now = NOW;
        int attempts = 0;
        while (delivery.state() instanceof DeliveryState.Pending) {
            attempts++;
            delivery = new Delivery(
                    delivery.id(),
                    delivery.endpointId(),
                    delivery.eventId(),
                    delivery.state(),
                    attempts,
                    0,
                    delivery.giveUpAt());
            delivery = delivery.answered(attempts, FAILURE, SCHEDULE, now, random);
            if (delivery.state() instanceof DeliveryState.Pending(Instant next)) {
                now = next;
            }
        }

        assertThat(delivery.state()).isEqualTo(new DeliveryState.Failed(NOW.plus(Duration.ofHours(24))));
        assertThat(attempts).isBetween(14, 20);
    }

    @Test
    void isLeftAloneForAsLongAsTheEndpointAsks() {
        Delivery asked = answered(pending(1), 1, status(429, Duration.ofMinutes(10)));
        Delivery askedForEver = answered(pending(1), 1, status(503, Duration.ofDays(365)));
        Delivery notBelieved = answered(pending(1), 1, status(500, Duration.ofMinutes(10)));

        assertThat(next(asked)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(next(askedForEver)).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(next(notBelieved)).isBefore(NOW.plusSeconds(7));
    }

    @Test
    void staysDeliveredWhateverComesLater() {
        Delivery delivered = answered(pending(1), 1, status(200, null));

        assertThat(answered(delivered, 2, FAILURE)).isEqualTo(delivered);
    }

    @Test
    void believesALateSuccessButNotALateFailureOfACallWhoseLeaseIsOver() {
        Delivery second = pending(2);

        assertThat(answered(second, 1, FAILURE)).isEqualTo(second);
        assertThat(answered(second, 1, status(200, null)).state()).isInstanceOf(DeliveryState.Delivered.class);
    }

    @Test
    void beginsAnewWhenSentAgain() {
        Delivery failed = new Delivery(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), new DeliveryState.Failed(NOW), 16, 0, NOW);
        Delivery again = failed.again(NOW.plusSeconds(60), Duration.ofHours(24));
        Delivery tried = new Delivery(
                again.id(), again.endpointId(), again.eventId(), again.state(), 17, again.earlier(), again.giveUpAt());

        assertThat(next(again)).isEqualTo(NOW.plusSeconds(60));
        assertThat(again.giveUpAt()).isEqualTo(NOW.plusSeconds(60).plus(Duration.ofHours(24)));
        assertThat(next(answered(tried, 17, FAILURE))).isBefore(NOW.plusSeconds(7));
        assertThat(again.again(NOW, Duration.ZERO)).isEqualTo(again);
    }

    @Test
    void anEndpointIsHopelessWhenItHasOnlyFailedForLong() {
        LaneHealth first = LaneHealth.GOOD.after(FAILURE, SCHEDULE, NOW);
        LaneHealth later = first.after(FAILURE, SCHEDULE, NOW.plus(Duration.ofDays(3)));
        LaneHealth better = later.after(status(200, null), SCHEDULE, NOW.plus(Duration.ofDays(3)));

        assertThat(first.hasFailedFor(
                        Duration.ofDays(3), NOW.plus(Duration.ofDays(3)).minusNanos(1)))
                .isFalse();
        assertThat(later.failures()).isEqualTo(2);
        assertThat(later.hasFailedFor(Duration.ofDays(3), NOW.plus(Duration.ofDays(3))))
                .isTrue();
        assertThat(better).isEqualTo(LaneHealth.GOOD);
    }

    @Test
    void anEndpointIsHeldForAsLongAsItAsksWhateverElseFails() {
        LaneHealth held = LaneHealth.GOOD.after(status(429, Duration.ofMinutes(5)), SCHEDULE, NOW);

        assertThat(held.heldUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(held.after(FAILURE, SCHEDULE, NOW.plusSeconds(1)).heldUntil())
                .isEqualTo(held.heldUntil());
        assertThat(held.after(status(503, Duration.ofSeconds(1)), SCHEDULE, NOW).heldUntil())
                .isEqualTo(held.heldUntil());
    }

    private Delivery answered(Delivery delivery, int attempt, Answer answer) {
        return delivery.answered(attempt, answer, SCHEDULE, NOW, random);
    }

    private static Delivery pending(int attempts) {
        return new Delivery(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                new DeliveryState.Pending(NOW.plusSeconds(60)),
                attempts,
                0,
                NOW.plus(Duration.ofHours(24)));
    }

    private static Instant next(Delivery delivery) {
        assertThat(delivery.state()).isInstanceOf(DeliveryState.Pending.class);
        return ((DeliveryState.Pending) delivery.state()).nextAt();
    }

    private static Answer status(int status, @Nullable Duration retryAfter) {
        return Answer.of(status, retryAfter, Duration.ofMillis(20));
    }
}
