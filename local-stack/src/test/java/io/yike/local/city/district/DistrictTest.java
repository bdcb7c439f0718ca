package io.yike.local.city.district;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.city.district.Item.Shelf;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class DistrictTest {

    private final District district = District.of(1);

    @Test
    void isTheSameForTheSameSeed() {
        var again = District.of(1);

        assertThat(again.shops()).isEqualTo(district.shops());
        assertThat(again.riders()).isEqualTo(district.riders());
        assertThat(again.households()).isEqualTo(district.households());
        assertThat(again.catalogue()).isEqualTo(district.catalogue());
    }

    @Test
    void isAnotherForAnotherSeed() {
        var other = District.of(2);

        assertThat(other.shops())
                .extracting(Shop::temper)
                .doesNotContainAnyElementsOf(
                        district.shops().stream().map(Shop::temper).toList());
        assertThat(other.households()).isNotEqualTo(district.households());
    }

    @Test
    void hasShopsOfWhichMostNeverCloseAndRidersInTwoFleets() {
        assertThat(district.shops()).hasSize(60).extracting(Shop::name).doesNotHaveDuplicates();
        assertThat(district.shops().stream().filter(Shop::neverCloses).count()).isGreaterThanOrEqualTo(36);
        assertThat(district.riders()).hasSize(40).extracting(Rider::fleet).contains(Rider.Fleet.values());
    }

    @Test
    void hasACatalogueOfAboutTwoHundredItemsWithValidNumbers() {
        assertThat(district.catalogue())
                .hasSizeBetween(170, 230)
                .extracting(Item::sku)
                .doesNotHaveDuplicates();
        assertThat(district.catalogue())
                .allSatisfy(item -> assertThat(checkSum(item.sku()) % 10).isZero());
        assertThat(district.catalogue()).filteredOn(Item::scarce).isNotEmpty();
    }

    @Test
    void stocksOnlyWhatHasAShelf() {
        for (var shop : district.shops()) {
            var shelves = new HashSet<Shelf>();
            shop.stock().forEach(stocked -> shelves.add(stocked.item().shelf()));

            assertThat(shop.shelves()).as(shop.name()).containsAll(shelves);
            assertThat(shop.stock())
                    .allSatisfy(stocked -> assertThat(stocked.priceFen())
                            .isLessThan(stocked.item().priceFen()));
        }
    }

    private static int checkSum(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum;
    }
}
