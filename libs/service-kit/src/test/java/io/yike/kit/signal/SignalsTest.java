package io.yike.kit.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final UUID STORE = new UUID(0, 1);
    private static final UUID ANOTHER = new UUID(0, 2);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final Signals signals = new Signals();

    @Test
    void wakesThoseOfTheSubjectAndOfNoOther() throws InterruptedException {
        long here = signals.seen(STORE);
        long there = signals.seen(ANOTHER);

        signals.changed(STORE);

        signals.await(STORE, here, FOR_EVER);
        assertThat(signals.seen(STORE)).isNotEqualTo(here);
        assertThat(signals.seen(ANOTHER)).isEqualTo(there);
    }

    @Test
    void wakesAllWhenAnyMayHaveChanged() throws InterruptedException {
        long here = signals.seen(STORE);
        long there = signals.seen(ANOTHER);

        signals.anyChanged();

        signals.await(STORE, here, FOR_EVER);
        signals.await(ANOTHER, there, FOR_EVER);
    }

    @Test
    void waitsNoLongerThanItWasTold() throws InterruptedException {
        long here = signals.seen(STORE);

        signals.await(STORE, here, Duration.ofMillis(1));

        assertThat(signals.seen(STORE)).isEqualTo(here);
    }
}
