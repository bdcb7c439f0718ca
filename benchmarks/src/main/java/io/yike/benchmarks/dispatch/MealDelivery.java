package io.yike.benchmarks.dispatch;

import io.yike.benchmarks.Malformed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An instance of the Meal Delivery Routing Problem: a day of orders, restaurants and couriers. Metres and whole
/// minutes.
///
/// Source: D. Reyes, A. Erera, M. Savelsbergh, S. Sahasrabudhe, R. O'Neil, "The Meal Delivery Routing Problem" (2018),
/// and the files of `grubhub/mdrplib`: tab-separated, a heading first.
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

    /// A week: no day of the set is longer.
    private static final int LAST_MINUTE = 7 * 24 * 60;

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

    /// @throws Malformed naming the file and line that is not of the set's form
    static MealDelivery read(Path directory) throws IOException {
        Row parameters = rows(directory.resolve("instance_parameters.txt"), 7).getFirst();
        Map<String, Place> restaurants = new HashMap<>();
        for (Row row : rows(directory.resolve("restaurants.txt"), 3)) {
            restaurants.put(row.cells[0], row.place());
        }
        List<Order> orders = new ArrayList<>();
        for (Row row : rows(directory.resolve("orders.txt"), 6)) {
            Place restaurant = restaurants.get(row.cells[4]);
            if (restaurant == null) {
                throw row.malformed("the order is of an unknown restaurant '" + row.cells[4] + "'");
            }
            orders.add(new Order(
                    row.cells[0],
                    restaurant,
                    row.cells[4],
                    row.place(),
                    row.minute(3, "placement"),
                    row.minute(5, "ready")));
        }
        List<Courier> couriers = new ArrayList<>();
        for (Row row : rows(directory.resolve("couriers.txt"), 5)) {
            couriers.add(new Courier(row.cells[0], row.place(), row.minute(3, "on"), row.minute(4, "off")));
        }
        double metresPerMinute = parameters.number(0, "metres per minute");
        if (metresPerMinute <= 0) {
            throw parameters.malformed("metres per minute must be more than 0");
        }
        return new MealDelivery(
                String.valueOf(directory.toAbsolutePath().normalize().getFileName()),
                metresPerMinute,
                parameters.minute(1, "pickup service"),
                parameters.minute(2, "dropoff service"),
                parameters.number(5, "pay per order"),
                parameters.number(6, "guaranteed pay"),
                List.copyOf(orders),
                List.copyOf(couriers));
    }

    /// A line of a file, tab-separated.
    @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
    private record Row(Path file, int line, String[] cells) {

        Place place() throws Malformed {
            return new Place(number(1, "x"), number(2, "y"));
        }

        double number(int cell, String what) throws Malformed {
            try {
                double number = Double.parseDouble(cells[cell].strip());
                if (Double.isFinite(number)) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // Told below, as what is not finite.
            }
            throw malformed(what + " is not a number: '" + cells[cell] + "'");
        }

        int minute(int cell, String what) throws Malformed {
            double minute = number(cell, what);
            if (minute != Math.rint(minute) || minute < 0 || minute > LAST_MINUTE) {
                throw malformed(
                        what + " is not a whole minute between 0 and " + LAST_MINUTE + ": '" + cells[cell] + "'");
            }
            return (int) minute;
        }

        Malformed malformed(String why) {
            return new Malformed(file, line, why);
        }
    }

    /// All after the heading, of which there is at least one.
    private static List<Row> rows(Path file, int cells) throws IOException {
        List<String> lines = Malformed.lines(file);
        List<Row> rows = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            Row row = new Row(file, line + 1, lines.get(line).split("\t", -1));
            if (row.cells.length < cells) {
                throw row.malformed("has " + row.cells.length + " tab-separated cells instead of " + cells);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new Malformed(file, "has a heading, but no line behind it");
        }
        return rows;
    }
}
