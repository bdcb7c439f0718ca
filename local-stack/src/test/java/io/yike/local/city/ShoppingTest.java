package io.yike.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.local.city.Wish.Payment;
import io.yike.local.city.Wish.Way;
import io.yike.local.city.district.District;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShoppingTest {

    private final District district = District.of(1);

    @Test
    void wantsTheSameEveryDayUnderOtherReferences() {
        var monday = wishes("monday");
        var tuesday = wishes("tuesday");

        assertThat(tuesday)
                .extracting(Wish::lines)
                .isEqualTo(monday.stream().map(Wish::lines).toList());
        assertThat(tuesday)
                .extracting(Wish::way)
                .isEqualTo(monday.stream().map(Wish::way).toList());
        assertThat(tuesday)
                .extracting(Wish::reference)
                .doesNotContainAnyElementsOf(
                        monday.stream().map(Wish::reference).toList());
    }

    @Test
    void wantsEveryKindOfOrder() {
        var wishes = wishes("monday");

        assertThat(wishes)
                .extracting(wish -> (Object) wish.way().getClass())
                .contains(Way.AsSoonAsPossible.class, Way.Fetched.class, Way.InWindow.class, Way.AtCounter.class);
        assertThat(wishes)
                .extracting(wish -> (Object) wish.payment().getClass())
                .contains(Payment.Provider.class, Payment.Cash.class, Payment.CardAtDoor.class);
        assertThat(wishes).anyMatch(wish -> wish.cancelsAfter().isPresent());
        assertThat(wishes).anyMatch(Wish::throughSmallPlatform);
    }

    @Test
    void leavesNothingAtTheDoorThatIsToBePaidThere() {
        assertThat(wishes("monday"))
                .filteredOn(wish -> !(wish.payment() instanceof Payment.Provider))
                .noneMatch(Wish::leaveAtDoor);
    }

    @Test
    void namesNoItemTwiceInABasket() {
        assertThat(wishes("monday"))
                .allSatisfy(wish -> assertThat(wish.lines())
                        .isNotEmpty()
                        .extracting(wanted -> wanted.item().sku())
                        .doesNotHaveDuplicates());
    }

    private List<Wish> wishes(String day) {
        var shopping = new Shopping(district, day);
        return IntStream.rangeClosed(1, 1000).mapToObj(shopping::wish).toList();
    }
}
