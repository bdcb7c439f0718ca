package io.yike.order.settling.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final UUID STORE = UUID.fromString("01937f3c-0000-7000-8000-000000000001");

    @Test
    void sharesACompletedOrderAmongStoreCarrierAndSeller() {
        List<Share> shares = Shares.of(ended(2900, true, 2280, 400, "fleet:f"));

        assertThat(shares)
                .containsExactly(
                        share("provider", "payment_held", -2900),
                        share("store:" + STORE, "goods", 2280),
                        share("fleet:f", "delivery_fee", 400),
                        share("platform:p", "margin", 220));
    }

    @Test
    void letsTheSellerBearAStorePriceAboveItsOwn() {
        assertThat(Shares.of(ended(2900, true, 2700, 400, "fleet:f"))).contains(share("platform:p", "margin", -200));
    }

    @Test
    void leavesTheFeeOfAnUnbroughtOrderToTheSeller() {
        assertThat(Shares.of(ended(2900, true, 2280, 400, null))).contains(share("platform:p", "margin", 620));
    }

    @Test
    void givesAFeeForCallingOffToTheStore() {
        assertThat(Shares.of(ended(500, false, 2280, 400, "fleet:f")))
                .containsExactly(share("provider", "payment_held", -500), share("store:" + STORE, "goods", 500));
    }

    @Test
    void paysTheBuyersDebtWithWhatWasCollectedLateAndOwesThemTheRest() {
        assertThat(Shares.ofLateCollection(yuan(2900), "fleet:f", "resident:r", yuan(500), "city"))
                .containsExactly(
                        share("fleet:f", "payment_held", -2900),
                        share("resident:r", "payment_held", 500),
                        share("city", "refund_due", 2400));
        assertThat(Shares.ofLateCollection(yuan(2900), "fleet:f", "platform:p", yuan(0), "platform:p"))
                .containsExactly(share("fleet:f", "payment_held", -2900), share("platform:p", "refund_due", 2900));
    }

    @Test
    void letsTheSellerBearWhatTheProviderNeverPays() {
        assertThat(Shares.ofUnpaid(yuan(2900), "provider", "platform:p"))
                .containsExactly(share("provider", "payment_held", 2900), share("platform:p", "payment_lost", -2900));
    }

    @Test
    void sumsToZero() {
        for (long paid : new long[] {1, 499, 500, 2279, 2281, 2900}) {
            Money sum = Shares.of(ended(paid, paid == 2900, 2280, 400, "fleet:f")).stream()
                    .map(Share::amount)
                    .reduce(Money.zero("CNY"), Money::plus);

            assertThat(sum).isEqualTo(Money.zero("CNY"));
        }
    }

    private static EndedOrder ended(long paid, boolean inFull, long store, long fee, @Nullable String carrier) {
        return new EndedOrder(
                UUID.fromString("01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03"),
                EndedOrder.Kind.COMPLETION,
                new Money(paid, "CNY"),
                "provider",
                inFull,
                STORE,
                new Money(store, "CNY"),
                new Money(fee, "CNY"),
                carrier,
                "platform:p",
                Instant.parse("2026-11-23T10:00:00Z"));
    }

    private static Money yuan(long fen) {
        return new Money(fen, "CNY");
    }

    private static Share share(String party, String code, long fen) {
        return new Share(party, code, new Money(fen, "CNY"));
    }
}
