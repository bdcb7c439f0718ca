package io.yike.store.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfferSignalsTest {

    private static final UUID STORE = new UUID(0, 1);

    private static final UUID ANOTHER = new UUID(0, 2);

    private final OfferSignals signals = new OfferSignals();

    @Test
    void wakesTheTillsOfTheStoreAndOfNoOther() throws InterruptedException {
        long here = signals.seen(STORE);
        long there = signals.seen(ANOTHER);

        signals.changed(STORE);
        signals.await(STORE, here, Duration.ofDays(1));

        assertThat(signals.seen(STORE)).isNotEqualTo(here);
        assertThat(signals.seen(ANOTHER)).isEqualTo(there);
    }

    @Test
    void wakesAllWhenAnyMayHaveChanged() throws InterruptedException {
        long here = signals.seen(STORE);
        long there = signals.seen(ANOTHER);

        signals.changed();
        signals.await(STORE, here, Duration.ofDays(1));
        signals.await(ANOTHER, there, Duration.ofDays(1));

        assertThat(signals.seen(STORE)).isNotEqualTo(here);
    }
}
