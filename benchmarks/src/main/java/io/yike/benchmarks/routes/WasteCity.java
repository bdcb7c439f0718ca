package io.yike.benchmarks.routes;

import io.yike.benchmarks.Malformed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The 3,000 collection sites, depots and disposal plants of one Chinese city, and a day's loads: each site is filled
/// to 20 to 90 percent, and one that holds more than a vehicle carries is visited several times.
///
/// @param seconds between places: visits first, then depots, then plants
@SuppressWarnings("ArrayRecordComponent") // Large tables, handed over as they are and never compared.
record WasteCity(int sites, List<Visit> visits, int depots, int plants, int[][] metres, int[][] seconds) {

    static final int VEHICLE_KILOGRAMS = 8_000;
    static final int SHIFT_SECONDS = 10 * 3600;
    static final int UNLOADING_SECONDS = 600;

    /// The peers' tables take no more.
    private static final int MOST_VISITS = 8_000;

    private static final double DETOUR = 1.3;
    private static final double METRES_PER_SECOND = 30 / 3.6;

    /// A load, or a part of one, at a site.
    record Visit(int site, int kilograms, int seconds) {}

    private record Place(double latitude, double longitude) {}

    /// @throws Malformed naming the file and line that is not of the set's form
    static WasteCity read(Path directory, int most, long seed) throws IOException {
        Random random = new Random(seed);
        List<Visit> visits = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        List<Entry> sites = entries(directory.resolve("WasteCollectionSites.json"));
        int count = Math.min(most, sites.size());
        for (int site = 0; site < count; site++) {
            Entry entry = sites.get(site);
            int kilograms = (int) (entry.amount("capacity") * (0.2 + 0.7 * random.nextDouble()));
            int parts = Math.max(1, (kilograms + VEHICLE_KILOGRAMS - 1) / VEHICLE_KILOGRAMS);
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) kilograms * part / parts);
                int to = (int) ((long) kilograms * (part + 1) / parts);
                visits.add(new Visit(site, to - from, entry.amount("stopLength") / parts));
                places.add(entry.place());
            }
        }
        if (visits.size() > MOST_VISITS) {
            throw new Malformed(
                    directory, "makes " + visits.size() + " visits, and at most " + MOST_VISITS + " can be compared");
        }
        List<Entry> depots = entries(directory.resolve("Depots.json"));
        List<Entry> plants = entries(directory.resolve("DisposalFacilities.json"));
        for (Entry entry : depots) {
            places.add(entry.place());
        }
        for (Entry entry : plants) {
            places.add(entry.place());
        }
        int[][] metres = new int[places.size()][places.size()];
        int[][] seconds = new int[places.size()][places.size()];
        for (int from = 0; from < places.size(); from++) {
            for (int to = 0; to < places.size(); to++) {
                double way = DETOUR * haversine(places.get(from), places.get(to));
                metres[from][to] = (int) Math.round(way);
                seconds[from][to] = (int) Math.ceil(way / METRES_PER_SECOND);
            }
        }
        return new WasteCity(count, visits, depots.size(), plants.size(), metres, seconds);
    }

    /// One object of a file: a site, a depot or a plant.
    private record Entry(Path file, int line, String text) {

        Place place() throws Malformed {
            return new Place(number("lat", 90_000_000) / 1e6, number("lng", 180_000_000) / 1e6);
        }

        int amount(String name) throws Malformed {
            long amount = number(name, 1_000_000);
            if (amount < 0) {
                throw new Malformed(file, line, name + " is less than 0");
            }
            return (int) amount;
        }

        private long number(String name, long most) throws Malformed {
            Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(-?\\d{1,12})(?![\\d.eE])")
                    .matcher(text);
            if (!matcher.find()) {
                throw new Malformed(file, line, name + " is missing, or not a whole number");
            }
            long number = Long.parseLong(Objects.requireNonNull(matcher.group(1)));
            if (Math.abs(number) > most) {
                throw new Malformed(file, line, name + " is beyond " + most + ": " + number);
            }
            return number;
        }
    }

    private static List<Entry> entries(Path file) throws IOException {
        String text = Malformed.text(file);
        List<Entry> entries = new ArrayList<>();
        int line = 1;
        int counted = 0;
        for (MatchResult match :
                Pattern.compile("\\{[^{}]*\\}").matcher(text).results().toList()) {
            line += (int) text.substring(counted, match.start())
                    .chars()
                    .filter(character -> character == '\n')
                    .count();
            counted = match.start();
            entries.add(new Entry(file, line, match.group()));
        }
        if (entries.isEmpty()) {
            throw new Malformed(file, 1, "holds no list of objects");
        }
        return entries;
    }

    private static double haversine(Place from, Place to) {
        double phi1 = Math.toRadians(from.latitude);
        double phi2 = Math.toRadians(to.latitude);
        double a = Math.pow(Math.sin((phi2 - phi1) / 2), 2)
                + Math.cos(phi1)
                        * Math.cos(phi2)
                        * Math.pow(Math.sin(Math.toRadians(to.longitude - from.longitude) / 2), 2);
        return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a));
    }

    int depot(int number) {
        return visits.size() + number;
    }

    int plant(int number) {
        return visits.size() + depots + number;
    }

    int nearestPlant(int visit) {
        int best = 0;
        for (int plant = 1; plant < plants; plant++) {
            if (metres[visit][plant(plant)] < metres[visit][plant(best)]) {
                best = plant;
            }
        }
        return best;
    }

    /// Visits between two turns at one plant.
    record Trip(int plant, List<Integer> visits) {}

    /// What a trip takes from its plant back to it, unloaded.
    int secondsOf(Trip trip) {
        int sum = UNLOADING_SECONDS;
        int at = plant(trip.plant);
        for (int visit : trip.visits) {
            sum += seconds[at][visit] + visits.get(visit).seconds;
            at = visit;
        }
        return sum + seconds[at][plant(trip.plant)];
    }

    long metresOf(Trip trip) {
        long sum = 0;
        int at = plant(trip.plant);
        for (int visit : trip.visits) {
            sum += metres[at][visit];
            at = visit;
        }
        return sum + metres[at][plant(trip.plant)];
    }

    /// A visit as a line of a plan's file.
    String line(int visit) {
        Visit of = visits.get(visit);
        return "S %d %d %d".formatted(of.site, of.kilograms, of.seconds);
    }

    /// The trips as days of vehicles, as lines: `V depot`, `S site kilograms seconds`, `D plant`. Each vehicle is of
    /// the depot nearest to its plant; the longest trips are put first where they fit (first-fit decreasing).
    List<String> days(List<Trip> trips) {
        List<String> lines = new ArrayList<>();
        for (int plant = 0; plant < plants; plant++) {
            int of = plant;
            int depot = 0;
            for (int other = 1; other < depots; other++) {
                if (metres[depot(other)][plant(of)] < metres[depot(depot)][plant(of)]) {
                    depot = other;
                }
            }
            int there = seconds[depot(depot)][plant(of)];
            List<List<Trip>> days = new ArrayList<>();
            List<Integer> taken = new ArrayList<>();
            trips.stream()
                    .filter(trip -> trip.plant == of && !trip.visits.isEmpty())
                    .sorted(java.util.Comparator.comparingInt((Trip trip) -> secondsOf(trip))
                            .reversed())
                    .forEach(trip -> {
                        int day = 0;
                        while (day < days.size() && taken.get(day) + secondsOf(trip) > SHIFT_SECONDS) {
                            day++;
                        }
                        if (day == days.size()) {
                            days.add(new ArrayList<>());
                            taken.add(2 * there);
                        }
                        days.get(day).add(trip);
                        taken.set(day, taken.get(day) + secondsOf(trip));
                    });
            for (List<Trip> day : days) {
                lines.add("V " + depot);
                for (Trip trip : day) {
                    trip.visits.forEach(visit -> lines.add(line(visit)));
                    lines.add("D " + of);
                }
            }
        }
        return lines;
    }
}
