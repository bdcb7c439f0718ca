package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Test
    void doublesWithEachFailure() {
        assertThat(Backoff.after(1, FIRST, LONGEST)).isEqualTo(Duration.ofMillis(100));
        assertThat(Backoff.after(2, FIRST, LONGEST)).isEqualTo(Duration.ofMillis(200));
        assertThat(Backoff.after(4, FIRST, LONGEST)).isEqualTo(Duration.ofMillis(800));
    }

    @Test
    void hasAnUpperBound() {
        assertThat(Backoff.after(20, FIRST, LONGEST)).isEqualTo(LONGEST);
        assertThat(Backoff.after(Integer.MAX_VALUE, FIRST, LONGEST)).isEqualTo(LONGEST);
    }
}
