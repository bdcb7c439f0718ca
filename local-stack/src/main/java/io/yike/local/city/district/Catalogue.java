package io.yike.local.city.district;

import io.yike.local.city.district.Item.Shelf;
import java.util.ArrayList;
import java.util.List;

/// What is sold in the district: the same under every seed but for what is scarce.
public final class Catalogue {

    private static final double SCARCE = 0.06;

    private static final List<Range> RANGES = List.of(
            new Range(
                    Shelf.DRINKS,
                    250,
                    List.of(
                            "Oolong tea",
                            "Jasmine tea",
                            "Black tea with milk",
                            "Spring water",
                            "Sparkling water",
                            "Plum juice",
                            "Orange juice",
                            "Soy milk",
                            "Cold brew coffee",
                            "Coconut water"),
                    List.of("250 ml", "500 ml", "1 l", "1.5 l")),
            new Range(
                    Shelf.SNACKS,
                    380,
                    List.of(
                            "Sunflower seeds",
                            "Rice crackers",
                            "Seaweed crisps",
                            "Dried mango",
                            "Salted peanuts",
                            "Chocolate wafers",
                            "Spicy tofu strips",
                            "Instant noodles",
                            "Haw flakes",
                            "Sesame biscuits"),
                    List.of("small", "family", "box of six")),
            new Range(
                    Shelf.HOUSEHOLD,
                    620,
                    List.of(
                            "Tissues",
                            "Dish soap",
                            "Laundry pods",
                            "Toothpaste",
                            "AA batteries",
                            "Rubbish bags",
                            "Phone cable",
                            "Umbrella",
                            "Light bulb",
                            "Shampoo"),
                    List.of("single", "pair", "value pack")),
            new Range(
                    Shelf.BREAKFAST,
                    300,
                    List.of(
                            "Pork bun",
                            "Vegetable bun",
                            "Fried dough stick",
                            "Rice porridge",
                            "Tea egg",
                            "Scallion pancake",
                            "Soy milk, warm",
                            "Sticky rice roll"),
                    List.of("one", "two", "four")),
            new Range(
                    Shelf.FRESH,
                    480,
                    List.of(
                            "Bananas",
                            "Apples",
                            "Tomatoes",
                            "Cucumbers",
                            "Pak choi",
                            "Eggs",
                            "Firm tofu",
                            "Fresh milk",
                            "Yoghurt",
                            "Strawberries"),
                    List.of("small", "medium", "large")),
            new Range(
                    Shelf.MEDICINE,
                    1290,
                    List.of("Plasters", "Throat lozenges", "Cold remedy", "Antacid", "Pain relief", "Mosquito balm"),
                    List.of("10 pieces", "24 pieces")),
            new Range(
                    Shelf.ALCOHOL,
                    690,
                    List.of("Lager", "Wheat beer", "Yellow rice wine", "Plum wine"),
                    List.of("330 ml", "500 ml")));

    private Catalogue() {}

    static List<Item> of(long seed) {
        var dice = Dice.of(seed, "catalogue");
        var items = new ArrayList<Item>();
        for (var range : RANGES) {
            for (int name = 0; name < range.names().size(); name++) {
                for (int size = 0; size < range.sizes().size(); size++) {
                    items.add(new Item(
                            ean(items.size() + 1),
                            range.names().get(name) + ", " + range.sizes().get(size),
                            range.shelf(),
                            range.baseFen() * (10 + 3L * name) * (2 + size) / 20,
                            dice.hits(SCARCE)));
                }
            }
        }
        return List.copyOf(items);
    }

    /// The check digit makes the sum of the digits, weighted 1 and 3 in turn, a multiple of ten (GS1).
    private static String ean(int number) {
        String digits = "6990%08d".formatted(number * 37L);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    private record Range(Shelf shelf, long baseFen, List<String> names, List<String> sizes) {}
}
