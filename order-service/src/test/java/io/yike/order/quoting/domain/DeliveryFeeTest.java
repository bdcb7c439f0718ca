package io.yike.order.quoting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.payments.Money;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryFeeTest {

    private static final DeliveryFee FEE =
            new DeliveryFee(400, 1000, 100, LocalTime.of(22, 0), LocalTime.of(6, 0), 150, 9900);

    @ParameterizedTest
    @CsvSource({"0, 400", "1000, 400", "1001, 500", "2000, 500", "2001, 600", "4200, 800"})
    void growsWithEachKilometreBegun(long metres, long fen) {
        assertThat(FEE.of(Fulfilment.DELIVERY, yuan(50), metres, LocalTime.NOON))
                .isEqualTo(new Money(fen, "CNY"));
    }

    @ParameterizedTest
    @CsvSource({"21:59, 400", "22:00, 600", "23:30, 600", "00:00, 600", "05:59, 600", "06:00, 400"})
    void isHalfAsMuchAgainByNight(LocalTime at, long fen) {
        assertThat(FEE.of(Fulfilment.DELIVERY, yuan(50), 500, at)).isEqualTo(new Money(fen, "CNY"));
    }

    @Test
    void isNothingAboveNinetyNineYuanOfGoods() {
        assertThat(FEE.of(Fulfilment.DELIVERY, yuan(99), 500, LocalTime.NOON)).isEqualTo(new Money(400, "CNY"));
        assertThat(FEE.of(Fulfilment.DELIVERY, new Money(9901, "CNY"), 5000, LocalTime.MIDNIGHT))
                .isEqualTo(Money.zero("CNY"));
    }

    @Test
    void isNothingForWhatIsFetched() {
        assertThat(FEE.of(Fulfilment.PICKUP, yuan(5), 5000, LocalTime.MIDNIGHT)).isEqualTo(Money.zero("CNY"));
    }

    private static Money yuan(long amount) {
        return new Money(amount * 100, "CNY");
    }
}
