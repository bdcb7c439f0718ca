package io.yike.local.city.district;

import io.yike.local.city.district.Item.Shelf;
import io.yike.local.city.district.Rider.Fleet;
import io.yike.local.city.district.Shop.Chain;
import io.yike.local.city.district.Shop.Hours;
import io.yike.local.city.district.Shop.Reach;
import io.yike.local.city.district.Shop.Service;
import io.yike.local.city.district.Shop.Stocked;
import io.yike.local.city.district.Shop.Temper;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Everything in the district, as it follows from the seed.
public record District(
        long seed,
        Streets streets,
        List<Item> catalogue,
        List<Shop> shops,
        List<Rider> riders,
        List<Household> households) {

    private static final int SHOPS = 60;
    private static final int RIDERS = 40;
    private static final int HOUSEHOLDS = 400;

    /// The first shops never close, so that the city works at any hour.
    private static final int NEVER_CLOSING = 40;

    private static final List<Chain> CHAINS = List.of(Chain.values());
    private static final List<Fleet> FLEETS = List.of(Fleet.values());

    private static final List<Hours> OTHERWISE =
            List.of(new Hours(6, 23), new Hours(7, 22), new Hours(8, 20), new Hours(6, 14), new Hours(16, 24));

    private static final List<String> SURNAMES = List.of(
            "Lin", "Wang", "Zhao", "Chen", "Xu", "Sun", "Gao", "He", "Ma", "Luo", "Tang", "Song", "Fang", "Ye", "Shen",
            "Wei");
    private static final List<String> GIVEN_NAMES = List.of(
            "Yue", "Ming", "Hao", "Jing", "Lei", "Na", "Qiang", "Rui", "Ting", "Wen", "Xin", "Yan", "Zhen", "Bo", "Fei",
            "Lan");

    public District {
        catalogue = List.copyOf(catalogue);
        shops = List.copyOf(shops);
        riders = List.copyOf(riders);
        households = List.copyOf(households);
    }

    public static District of(long seed) {
        var streets = Streets.of(seed);
        var catalogue = Catalogue.of(seed);
        return new District(
                seed,
                streets,
                catalogue,
                IntStream.range(0, SHOPS)
                        .mapToObj(number -> shop(seed, number, streets, catalogue))
                        .toList(),
                IntStream.range(0, RIDERS)
                        .mapToObj(number -> rider(seed, number, streets))
                        .toList(),
                IntStream.range(0, HOUSEHOLDS)
                        .mapToObj(number -> household(seed, number, streets))
                        .toList());
    }

    private static Shop shop(long seed, int number, Streets streets, List<Item> catalogue) {
        var dice = Dice.of(seed, "shop/" + number);
        var address = streets.house(dice);
        var chain = CHAINS.get(number % CHAINS.size());
        var shelves = shelves(dice);
        return new Shop(
                "%s %02d, %s".formatted(chain.title(), number + 1, address.street()),
                chain,
                address,
                shelves,
                number < NEVER_CLOSING ? List.of() : List.of(dice.oneOf(OTHERWISE)),
                services(dice),
                Duration.ofSeconds(30L * dice.between(4, 14)),
                dice.between(8, 24),
                dice.hits(0.25),
                reach(dice, address),
                stock(dice, shelves, catalogue),
                new Temper(
                        dice.between(0.0, 0.10),
                        dice.hits(0.2) ? 0.02 : 0,
                        dice.between(0.0, 0.05),
                        Duration.ofMillis(dice.between(400, 2_500))));
    }

    private static Set<Shelf> shelves(Dice dice) {
        var shelves = EnumSet.of(Shelf.DRINKS, Shelf.SNACKS, Shelf.HOUSEHOLD);
        if (dice.hits(0.7)) {
            shelves.add(Shelf.BREAKFAST);
        }
        if (dice.hits(0.7)) {
            shelves.add(Shelf.FRESH);
        }
        if (dice.hits(0.4)) {
            shelves.add(Shelf.MEDICINE);
        }
        if (dice.hits(0.6)) {
            shelves.add(Shelf.ALCOHOL);
        }
        return shelves;
    }

    private static Set<Service> services(Dice dice) {
        var services = EnumSet.noneOf(Service.class);
        for (var service : Service.values()) {
            if (dice.hits(0.3)) {
                services.add(service);
            }
        }
        return services;
    }

    /// Most say how far; some draw a polygon, here a diamond about the shop.
    private static Reach reach(Dice dice, Address address) {
        int metres = 50 * dice.between(16, 34);
        if (dice.hits(0.8)) {
            return new Reach.Radius(metres);
        }
        var at = address.point();
        double north = metres / 111_195.0;
        double east = north / Math.cos(Math.toRadians(at.latitude()));
        return new Reach.Polygon(List.of(
                new Coordinate(at.latitude() + north, at.longitude()),
                new Coordinate(at.latitude(), at.longitude() + east),
                new Coordinate(at.latitude() - north, at.longitude()),
                new Coordinate(at.latitude(), at.longitude() - east)));
    }

    private static List<Stocked> stock(Dice dice, Set<Shelf> shelves, List<Item> catalogue) {
        var stock = new ArrayList<Stocked>();
        for (var item : catalogue) {
            if (shelves.contains(item.shelf()) && dice.hits(item.scarce() ? 0.15 : 0.85)) {
                stock.add(new Stocked(
                        item,
                        item.scarce() ? dice.between(3, 8) : dice.between(60, 240),
                        item.priceFen() * dice.between(78, 92) / 100));
            }
        }
        return stock;
    }

    private static Rider rider(long seed, int number, Streets streets) {
        var dice = Dice.of(seed, "rider/" + number);
        return new Rider(
                name(dice) + " " + (number + 1),
                "+86190%08d".formatted(number + 1),
                FLEETS.get(number % FLEETS.size()),
                streets.house(dice).point(),
                Duration.ofMillis(dice.between(300, 2_000)),
                dice.between(0.0, 0.12),
                dice.hits(0.2) ? 0.03 : 0);
    }

    private static Household household(long seed, int number, Streets streets) {
        var dice = Dice.of(seed, "household/" + number);
        var house = streets.house(dice);
        return new Household(
                name(dice),
                "+86199%08d".formatted(number + 1),
                new Address(
                        house.text() + ", room " + (dice.between(1, 6) * 100 + dice.between(1, 4)),
                        house.street(),
                        house.point()));
    }

    private static String name(Dice dice) {
        return dice.oneOf(SURNAMES) + " " + dice.oneOf(GIVEN_NAMES);
    }
}
