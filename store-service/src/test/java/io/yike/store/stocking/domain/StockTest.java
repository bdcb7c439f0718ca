package io.yike.store.stocking.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StockTest {

    @Test
    void neverReservesMoreThanIsOnHand() {
        Stock stock = new Stock(3, 2, 0);

        assertThat(stock.canReserve(1, 0)).isTrue();
        assertThat(stock.canReserve(2, 0)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> stock.reserve(2));
    }

    @Test
    void keepsTheSafetyStock() {
        assertThat(new Stock(5, 0, 0).canReserve(3, 2)).isTrue();
        assertThat(new Stock(5, 0, 0).canReserve(4, 2)).isFalse();
    }

    @Test
    void releasesWhatItReserved() {
        assertThat(new Stock(5, 1, 0).reserve(3).release(3)).isEqualTo(new Stock(5, 1, 0));
    }

    @Test
    void sellsFromBothSides() {
        assertThat(new Stock(5, 3, 0).sell(2)).isEqualTo(new Stock(3, 1, 0));
    }

    @Test
    void aCountBelowTheReservationsIsAShortage() {
        assertThat(new Stock(5, 4, 0).count(1)).isEqualTo(new Stock(4, 4, 3));
    }

    @Test
    void aReleaseSettlesTheShortageFirst() {
        Stock counted = new Stock(5, 4, 0).count(1);

        assertThat(counted.release(2)).isEqualTo(new Stock(2, 2, 1));
        assertThat(counted.release(4)).isEqualTo(new Stock(1, 0, 0));
    }

    @Test
    void goodsThatLeftWereThereWhateverTheCountSaid() {
        assertThat(new Stock(4, 4, 3).sell(2)).isEqualTo(new Stock(2, 2, 2));
        assertThat(new Stock(4, 4, 3).sell(4)).isEqualTo(Stock.NONE);
    }

    @Test
    void aDeliveryToTheStoreSettlesTheShortage() {
        Stock counted = new Stock(4, 4, 3);

        assertThat(counted.count(counted.counted() + 10)).isEqualTo(new Stock(11, 4, 0));
    }

    @Test
    void goodsInTheBuyersHandsAreReservedWhateverIsThere() {
        assertThat(new Stock(1, 0, 0).reserveRegardless(3)).isEqualTo(new Stock(3, 3, 2));
        assertThat(new Stock(9, 2, 0).reserveRegardless(3)).isEqualTo(new Stock(9, 5, 0));
    }
}
