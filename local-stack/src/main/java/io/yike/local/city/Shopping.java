package io.yike.local.city;

import io.yike.local.city.Wish.Payment;
import io.yike.local.city.Wish.Wanted;
import io.yike.local.city.Wish.Way;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.District;
import io.yike.local.city.district.Household;
import io.yike.local.city.district.Item;
import io.yike.local.city.district.Item.Shelf;
import io.yike.local.city.district.Shop;
import io.yike.local.city.district.Shop.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the households want on a day. The same seed wants the same every day, under other references.
final class Shopping {

    private static final Set<Shelf> EVERYDAY = Set.of(Shelf.DRINKS, Shelf.SNACKS, Shelf.HOUSEHOLD);
    private static final int MOST_LINES = 4;
    private static final double EVERYDAY_LINE = 0.88;
    private static final double SCARCE_LINE = 0.006;

    private final District district;
    private final String day;
    private final List<Item> everyday;
    private final List<Item> special;
    private final List<Item> scarce;

    /// @param day makes the references of two days differ
    Shopping(District district, String day) {
        this.district = district;
        this.day = day;
        this.everyday = district.catalogue().stream()
                .filter(item -> !item.scarce() && EVERYDAY.contains(item.shelf()))
                .toList();
        this.special = district.catalogue().stream()
                .filter(item -> !item.scarce() && !EVERYDAY.contains(item.shelf()))
                .toList();
        this.scarce = district.catalogue().stream().filter(Item::scarce).toList();
    }

    Wish wish(int number) {
        var dice = Dice.of(district.seed(), "wish/" + number);
        var household = dice.oneOf(district.households());
        int kind = dice.between(0, 99);
        var lines = lines(dice);
        boolean leaveAtDoor = dice.hits(0.3);
        boolean small = dice.hits(0.1);
        Optional<Duration> cancels =
                dice.hits(0.02) ? Optional.of(Duration.ofMillis(dice.between(200, 12_000))) : Optional.empty();
        String reference = "%s-%05d".formatted(day, number);
        if (kind < 78) {
            return new Wish(
                    reference,
                    new Way.AsSoonAsPossible(),
                    household,
                    lines,
                    provider(dice),
                    leaveAtDoor,
                    small,
                    cancels);
        } else if (kind < 84) {
            return new Wish(
                    reference, new Way.AsSoonAsPossible(), household, lines, new Payment.Cash(), false, small, cancels);
        } else if (kind < 86) {
            return new Wish(
                    reference,
                    new Way.AsSoonAsPossible(),
                    household,
                    lines,
                    new Payment.CardAtDoor(),
                    false,
                    small,
                    cancels);
        } else if (kind < 95) {
            return new Wish(
                    reference, new Way.Fetched(), household, lines, provider(dice), false, small, Optional.empty());
        } else if (kind < 97) {
            var window = new Way.InWindow(Duration.ofMinutes(1), Duration.ofMinutes(30));
            return new Wish(reference, window, household, lines, provider(dice), leaveAtDoor, small, cancels);
        }
        var shop = nearestShop(household);
        return new Wish(
                reference,
                new Way.AtCounter(shop),
                household,
                atCounter(dice, shop),
                new Payment.Cash(),
                false,
                false,
                Optional.empty());
    }

    /// An ordinary wish that most shops about can fulfil, for showing.
    Wish simpleWish(int number) {
        var dice = Dice.of(district.seed(), "simple wish/" + number);
        return new Wish(
                "%s-%05d".formatted(day, number),
                new Way.AsSoonAsPossible(),
                dice.oneOf(district.households()),
                dice.some(2, everyday).stream()
                        .map(item -> new Wanted(item, dice.between(1, 2), true))
                        .toList(),
                new Payment.Provider("tok_ok"),
                true,
                false,
                Optional.empty());
    }

    /// Mostly it goes well; now and then the provider stumbles, and seldom it says no.
    private static Payment provider(Dice dice) {
        int chance = dice.between(0, 199);
        return new Payment.Provider(
                switch (chance) {
                    case 0 -> "tok_declined";
                    case 1 -> "tok_lost";
                    case 2 -> "tok_flaky";
                    default -> "tok_ok";
                });
    }

    private List<Wanted> lines(Dice dice) {
        var lines = new ArrayList<Wanted>();
        for (var item : dice.some(dice.between(1, MOST_LINES), everyday)) {
            Item wanted = dice.hits(EVERYDAY_LINE) ? item : dice.oneOf(special);
            if (dice.hits(SCARCE_LINE) && !scarce.isEmpty()) {
                wanted = dice.oneOf(scarce);
            }
            var line = new Wanted(wanted, dice.between(1, 3), dice.hits(0.7));
            if (lines.stream().noneMatch(other -> other.item().equals(line.item()))) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<Wanted> atCounter(Dice dice, Shop shop) {
        return dice
                .some(
                        dice.between(1, 2),
                        shop.stock().stream()
                                .map(Shop.Stocked::item)
                                .filter(item -> EVERYDAY.contains(item.shelf()) && !item.scarce())
                                .toList())
                .stream()
                .map(item -> new Wanted(item, 1, true))
                .toList();
    }

    /// One knows the shop round the corner; it is one that never closes and brings things by radius.
    private Shop nearestShop(Household household) {
        return district.shops().stream()
                .filter(shop -> shop.neverCloses() && shop.reach() instanceof Reach.Radius)
                .min(Comparator.comparingDouble(shop ->
                        shop.address().point().metresTo(household.address().point())))
                .orElseThrow();
    }
}
