package io.yike.order.quoting;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.order.OrderSettings;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.BasketLine;
import io.yike.order.quoting.domain.Fulfilment;
import io.yike.order.quoting.domain.Kind;
import io.yike.order.quoting.domain.Substitution;
import io.yike.order.quoting.domain.Window;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceDeliveryTest {

    private static final UUID PLATFORM = UUID.fromString("01937f3c-0000-7000-8000-0000000000aa");
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private final PriceDelivery price = new PriceDelivery(settings());

    /// 22:00 and 06:00 in Shanghai, which has no summer time, are 14:00 and 22:00 UTC.
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T13:59:59.999999Z, 400",
        "2026-11-23T14:00:00Z, 600",
        "2026-11-23T16:00:00Z, 600",
        "2026-11-23T21:59:59.999999Z, 600",
        "2026-11-23T22:00:00Z, 400",
        "2026-07-01T14:00:00Z, 600"
    })
    void countsTheNightByTheClocksOfTheCity(Instant now, long fen) {
        assertThat(price.price(basket(2500, Fulfilment.DELIVERY, null), null, 500, now))
                .isEqualTo(new Money(fen, "CNY"));
    }

    @Test
    void goesByTheStartOfTheWindowAndNotByWhenItIsOrdered() {
        Window tonight = new Window(Instant.parse("2026-11-23T14:00:00Z"), Instant.parse("2026-11-23T15:00:00Z"));
        Window thisEvening = new Window(Instant.parse("2026-11-23T13:30:00Z"), Instant.parse("2026-11-23T14:30:00Z"));

        assertThat(price.price(basket(2500, Fulfilment.DELIVERY, tonight), null, 1000, NOON))
                .isEqualTo(new Money(600, "CNY"));
        assertThat(price.price(basket(2500, Fulfilment.DELIVERY, thisEvening), null, 1001, NOON))
                .isEqualTo(new Money(500, "CNY"));
    }

    @Test
    void isFreeAboveNinetyNineYuanAndNotAtIt() {
        assertThat(price.price(basket(9900, Fulfilment.DELIVERY, null), null, 1000, NOON))
                .isEqualTo(new Money(400, "CNY"));
        assertThat(price.price(basket(9901, Fulfilment.DELIVERY, null), null, 1000, NOON))
                .isEqualTo(Money.zero("CNY"));
        assertThat(price.price(basket(100, Fulfilment.PICKUP, null), null, 9000, NOON))
                .isEqualTo(Money.zero("CNY"));
    }

    @Test
    void goesByThePlatformsOwnTermsWhereItHasSome() {
        assertThat(price.price(basket(2500, Fulfilment.DELIVERY, null), PLATFORM, 1001, NOON))
                .isEqualTo(new Money(250, "CNY"));
        assertThat(price.price(basket(2500, Fulfilment.DELIVERY, null), UUID.randomUUID(), 1001, NOON))
                .isEqualTo(new Money(500, "CNY"));
    }

    private static Basket basket(long fen, Fulfilment fulfilment, @Nullable Window window) {
        return new Basket(
                Kind.ROUTED,
                fulfilment,
                null,
                List.of(new BasketLine("tea", null, 1, new Money(fen, "CNY"), Substitution.ALLOWED)),
                new Coordinate(31.2304, 121.4737),
                window);
    }

    private static OrderSettings settings() {
        Duration any = Duration.ofMinutes(10);
        OrderSettings.Cancelling cancelling = new OrderSettings.Cancelling(20, 2000);
        LocalTime ten = LocalTime.of(22, 0);
        LocalTime six = LocalTime.of(6, 0);
        return new OrderSettings(
                ZoneId.of("Asia/Shanghai"),
                "CNY",
                new OrderSettings.Basket(10_000_000, any, any, any),
                any,
                any,
                new OrderSettings.Waits(any, any, any, any, any, any, any, any, any, any, any, any, any),
                new OrderSettings.Terms(new OrderSettings.Fee(400, 1000, 100, ten, six, 150, 9900), cancelling),
                Map.of(
                        PLATFORM,
                        new OrderSettings.Terms(
                                new OrderSettings.Fee(200, 1000, 50, ten, six, 100, 9900), cancelling)));
    }
}
