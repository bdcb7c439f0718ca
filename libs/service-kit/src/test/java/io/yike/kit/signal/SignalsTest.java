package io.yike.kit.signal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final UUID STORE = UUID.randomUUID();
    private static final UUID ANOTHER = UUID.randomUUID();

    private final Signals signals = new Signals();

    @Test
    void wakesWhoeverWaitsForTheSubject() throws Exception {
        CompletableFuture<Void> waiting = waitFor(STORE, signals.seen(STORE));

        signals.changed(STORE);

        waiting.get(5, SECONDS);
    }

    @Test
    void doesNotLoseAChangeBetweenLookingAndWaiting() throws Exception {
        long seen = signals.seen(STORE);
        signals.changed(STORE);

        waitFor(STORE, seen).get(5, SECONDS);
    }

    @Test
    void wakesEverybodyWhenAnythingMayHaveChanged() throws Exception {
        CompletableFuture<Void> waiting = waitFor(STORE, signals.seen(STORE));

        signals.anyChanged();

        waiting.get(5, SECONDS);
    }

    @Test
    void letsThoseOfOtherSubjectsWait() {
        CompletableFuture<Void> waiting = waitFor(STORE, signals.seen(STORE));

        signals.changed(ANOTHER);

        assertThat(waiting).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
        signals.changed(STORE);
    }

    @Test
    void waitsNoLongerThanItWasTold() throws Exception {
        signals.await(STORE, signals.seen(STORE), Duration.ofMillis(1));
    }

    private CompletableFuture<Void> waitFor(UUID subject, long seen) {
        return CompletableFuture.runAsync(() -> {
            try {
                signals.await(subject, seen, Duration.ofMinutes(1));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
