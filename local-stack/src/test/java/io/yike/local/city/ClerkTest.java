package io.yike.local.city;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.Money;
import io.yike.contracts.store.model.Offer;
import io.yike.contracts.store.model.OfferLine;
import io.yike.contracts.store.model.OfferState;
import io.yike.local.city.Clerk.Decision;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.District;
import io.yike.local.city.district.Shop;
import io.yike.local.city.district.Shop.Temper;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClerkTest {

    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-23T10:00:00Z");

    private final Shop shop = District.of(1).shops().getFirst();

    @Test
    void decidesTheSameForTheSameSeed() {
        assertThat(decisions(1, 200)).isEqualTo(decisions(1, 200));
    }

    @Test
    void declinesOthersForAnotherSeed() {
        assertThat(decisions(2, 200)).isNotEqualTo(decisions(1, 200));
    }

    @Test
    void answersTheFirstOfferEvenIfItIgnoresAllOthers() {
        var clerk = new Clerk(withTemper(new Temper(0, 1, 0, Duration.ZERO)), Dice.of(1, "clerk"));

        assertThat(clerk.decide(offer(2, true))).isEqualTo(new Decision.Accept(List.of()));
        assertThat(clerk.decide(offer(2, true))).isEqualTo(new Decision.Ignore());
    }

    @Test
    void reducesALineThatIsShort() {
        var clerk = new Clerk(withTemper(new Temper(0, 0, 1, Duration.ZERO)), Dice.of(1, "clerk"));

        var decision = clerk.decide(offer(3, true));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Accept.class,
                        accept -> assertThat(accept.changes())
                                .singleElement()
                                .satisfies(change ->
                                        assertThat(change.getQuantity()).isEqualTo(2)));
    }

    @Test
    void declinesWhenALineIsShortThatTheBuyerWantsAsOrdered() {
        var clerk = new Clerk(withTemper(new Temper(0, 0, 1, Duration.ZERO)), Dice.of(1, "clerk"));

        assertThat(clerk.decide(offer(3, false))).isInstanceOf(Decision.Decline.class);
    }

    private List<Decision> decisions(long seed, int count) {
        var clerk = new Clerk(withTemper(new Temper(0.2, 0.1, 0, Duration.ZERO)), Dice.of(seed, "clerk"));
        return IntStream.range(0, count)
                .mapToObj(_ -> clerk.decide(offer(1, true)))
                .toList();
    }

    private Shop withTemper(Temper temper) {
        return new Shop(
                shop.name(),
                shop.chain(),
                shop.address(),
                shop.shelves(),
                shop.hours(),
                shop.services(),
                shop.preparation(),
                shop.loadCap(),
                false,
                shop.reach(),
                shop.stock(),
                temper);
    }

    private Offer offer(int quantity, boolean substitutable) {
        var stocked = shop.stock().getFirst();
        return new Offer(
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000f1"),
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                UUID.fromString("0199b3a0-0000-7000-8000-00000000000a"),
                OfferState.OPEN,
                Fulfilment.DELIVERY,
                false,
                List.of(new OfferLine(
                        1,
                        stocked.item().sku(),
                        quantity,
                        substitutable ? OfferLine.SubstitutionEnum.ALLOWED : OfferLine.SubstitutionEnum.REFUSED,
                        new Money(stocked.priceFen(), "CNY"))),
                new Money(stocked.priceFen() * quantity, "CNY"),
                NOW,
                NOW.plusMinutes(9));
    }
}
