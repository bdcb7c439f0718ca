package io.yike.recycling.dropoffs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.recycling.dropoffs.domain.FraudLimits.Recent;
import org.junit.jupiter.api.Test;

class FraudLimitsTest {

    private static final FraudLimits LIMITS = new FraudLimits(30_000, 3, 50_000);

    @Test
    void letsThroughWhatIsAtTheLimit() {
        assertThat(LIMITS.beyond(30_000, new Recent(2, 20_000), false)).isEmpty();
    }

    @Test
    void namesEachLimitThatItIsBeyond() {
        assertThat(LIMITS.beyond(30_001, new Recent(0, 0), false)).containsExactly(HoldReason.TOO_HEAVY);
        assertThat(LIMITS.beyond(1, new Recent(3, 3), false)).containsExactly(HoldReason.TOO_OFTEN);
        assertThat(LIMITS.beyond(1, new Recent(0, 50_000), false)).containsExactly(HoldReason.TOO_MUCH);
        assertThat(LIMITS.beyond(1, new Recent(0, 0), true)).containsExactly(HoldReason.BARCODE_SEEN);
        assertThat(LIMITS.beyond(60_000, new Recent(5, 1), true)).containsExactlyInAnyOrder(HoldReason.values());
    }
}
