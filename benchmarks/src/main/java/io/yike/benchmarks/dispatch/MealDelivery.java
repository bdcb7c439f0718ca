package io.yike.benchmarks.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An instance of the Meal Delivery Routing Problem: a day of orders, restaurants and couriers. Metres and whole
/// minutes.
///
/// Source: D. Reyes, A. Erera, M. Savelsbergh, S. Sahasrabudhe, R. O'Neil, "The Meal Delivery Routing Problem" (2018),
/// and
/// the files of `grubhub/mdrplib`: tab-separated, a heading first.
///
/// @param pickupMinutes from a courier's arrival at a restaurant to leaving it
/// @param dropoffMinutes from a courier's arrival at a door to leaving it
record MealDelivery(
        String name,
        double metresPerMinute,
        int pickupMinutes,
        int dropoffMinutes,
        double payPerOrder,
        double guaranteedPayPerHour,
        List<Order> orders,
        List<Courier> couriers) {

    /// A place in metres.
    record Place(double x, double y) {}

    /// @param placedAt nobody knows of it before
    /// @param readyAt when the restaurant has it ready
    record Order(String id, Place restaurant, String restaurantId, Place door, int placedAt, int readyAt) {}

    /// @param onAt where they are at `start` and can be told what to do
    /// @param offAt they pick nothing up after it
    record Courier(String id, Place start, int onAt, int offAt) {}

    /// Whole minutes, rounded up.
    int minutes(Place from, Place to) {
        return (int) Math.ceil(Math.hypot(from.x() - to.x(), from.y() - to.y()) / metresPerMinute);
    }

    static MealDelivery read(Path directory) throws IOException {
        String[] parameters = rows(directory.resolve("instance_parameters.txt")).getFirst();
        Map<String, Place> restaurants = new HashMap<>();
        for (String[] row : rows(directory.resolve("restaurants.txt"))) {
            restaurants.put(row[0], place(row));
        }
        List<Order> orders = new ArrayList<>();
        for (String[] row : rows(directory.resolve("orders.txt"))) {
            Place restaurant = restaurants.get(row[4]);
            if (restaurant == null) {
                throw new IOException(directory + ": order " + row[0] + " is of an unknown restaurant");
            }
            orders.add(new Order(
                    row[0], restaurant, row[4], place(row), Integer.parseInt(row[3]), Integer.parseInt(row[5])));
        }
        List<Courier> couriers = new ArrayList<>();
        for (String[] row : rows(directory.resolve("couriers.txt"))) {
            couriers.add(new Courier(row[0], place(row), Integer.parseInt(row[3]), Integer.parseInt(row[4])));
        }
        return new MealDelivery(
                String.valueOf(directory.getFileName()),
                Double.parseDouble(parameters[0]),
                Integer.parseInt(parameters[1]),
                Integer.parseInt(parameters[2]),
                Double.parseDouble(parameters[5]),
                Double.parseDouble(parameters[6]),
                List.copyOf(orders),
                List.copyOf(couriers));
    }

    private static Place place(String[] row) {
        return new Place(Double.parseDouble(row[1]), Double.parseDouble(row[2]));
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
