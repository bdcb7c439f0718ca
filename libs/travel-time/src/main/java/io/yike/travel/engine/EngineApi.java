package io.yike.travel.engine;

import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/// What one kind of engine is asked, and how its answer is read.
sealed interface EngineApi {

    /// No way of a courier is as long.
    double EARTH_CIRCUMFERENCE_METRES = 40_075_017;

    URI route(URI base, Coordinate from, Coordinate to, Mode mode);

    /// Reads the answer to [#route].
    ///
    /// @throws NoWay when there is none by the engine's map
    /// @throws UnusableAnswer when the answer is not of the documented form
    TravelTime routeOf(JsonNode answer);

    /// How many places one question for a table may name; 0 where the engine answers none.
    int placesPerTable();

    URI table(URI base, List<Coordinate> from, List<Coordinate> to, Mode mode);

    /// Reads the answer to [#table]; empty where there is no way between two places by the engine's map.
    ///
    /// @throws NoWay when a place is nowhere near its map
    /// @throws UnusableAnswer when the answer is not of the documented form
    List<List<Optional<TravelTime>>> tableOf(JsonNode answer, int rows, int columns);

    /// Source: Project OSRM, HTTP API v1, services `route` and `table`; seconds and metres.
    record Osrm() implements EngineApi {

        @Override
        public URI route(URI base, Coordinate from, Coordinate to, Mode mode) {
            return UriComponentsBuilder.fromUri(base)
                    .pathSegment("route", "v1", profile(mode), places(Stream.of(from, to)))
                    .queryParam("overview", "false")
                    .build()
                    .toUri();
        }

        @Override
        public TravelTime routeOf(JsonNode answer) {
            requireOk(answer);
            JsonNode route = answer.path("routes").path(0);
            return travelTime(route.path("duration"), route.path("distance"), 1_000);
        }

        /// What `osrm-routed --max-table-size` is unless somebody set it.
        @Override
        public int placesPerTable() {
            return 100;
        }

        @Override
        public URI table(URI base, List<Coordinate> from, List<Coordinate> to, Mode mode) {
            return UriComponentsBuilder.fromUri(base)
                    .pathSegment("table", "v1", profile(mode), places(Stream.concat(from.stream(), to.stream())))
                    .queryParam("annotations", "duration,distance")
                    .queryParam("sources", indexes(0, from.size()))
                    .queryParam("destinations", indexes(from.size(), to.size()))
                    .build()
                    .toUri();
        }

        @Override
        public List<List<Optional<TravelTime>>> tableOf(JsonNode answer, int rows, int columns) {
            requireOk(answer);
            List<List<Optional<TravelTime>>> table = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                List<Optional<TravelTime>> line = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    JsonNode duration = answer.path("durations").path(row).path(column);
                    JsonNode metres = answer.path("distances").path(row).path(column);
                    line.add(
                            duration.isNull() || metres.isNull()
                                    ? Optional.empty()
                                    : Optional.of(travelTime(duration, metres, 1_000)));
                }
                table.add(List.copyOf(line));
            }
            return List.copyOf(table);
        }

        private static void requireOk(JsonNode answer) {
            String code = answer.path("code").asString("");
            if (code.equals("NoRoute") || code.equals("NoSegment") || code.equals("NoTable")) {
                throw new NoWay("OSRM says " + code);
            }
            if (!code.equals("Ok")) {
                throw new UnusableAnswer("OSRM says " + (code.isEmpty() ? "nothing it documents" : code));
            }
        }

        private static String profile(Mode mode) {
            return switch (mode) {
                case RIDING -> "cycling";
                case WALKING -> "walking";
                case DRIVING -> "driving";
            };
        }

        private static String places(Stream<Coordinate> places) {
            return places.map(place -> String.format(Locale.ROOT, "%.6f,%.6f", place.longitude(), place.latitude()))
                    .collect(Collectors.joining(";"));
        }

        private static String indexes(int first, int count) {
            return Stream.iterate(first, index -> index + 1)
                    .limit(count)
                    .map(String::valueOf)
                    .collect(Collectors.joining(";"));
        }
    }

    /// Source: GraphHopper Directions API, `GET /route`; milliseconds and metres. The open-source server has no matrix.
    record GraphHopper() implements EngineApi {

        @Override
        public URI route(URI base, Coordinate from, Coordinate to, Mode mode) {
            return UriComponentsBuilder.fromUri(base)
                    .pathSegment("route")
                    .queryParam("point", place(from))
                    .queryParam("point", place(to))
                    .queryParam("profile", profile(mode))
                    .queryParam("calc_points", "false")
                    .queryParam("instructions", "false")
                    .build()
                    .toUri();
        }

        @Override
        public TravelTime routeOf(JsonNode answer) {
            String hint = answer.path("hints").path(0).path("details").asString("");
            if (hint.endsWith("PointNotFoundException")
                    || hint.endsWith("PointOutOfBoundsException")
                    || hint.endsWith("ConnectionNotFoundException")) {
                throw new NoWay("GraphHopper says " + hint);
            }
            JsonNode path = answer.path("paths").path(0);
            return travelTime(path.path("time"), path.path("distance"), 1);
        }

        @Override
        public int placesPerTable() {
            return 0;
        }

        @Override
        public URI table(URI base, List<Coordinate> from, List<Coordinate> to, Mode mode) {
            throw new IllegalStateException("GraphHopper has no table");
        }

        @Override
        public List<List<Optional<TravelTime>>> tableOf(JsonNode answer, int rows, int columns) {
            throw new IllegalStateException("GraphHopper has no table");
        }

        private static String place(Coordinate place) {
            return String.format(Locale.ROOT, "%.6f,%.6f", place.latitude(), place.longitude());
        }

        private static String profile(Mode mode) {
            return switch (mode) {
                case RIDING -> "bike";
                case WALKING -> "foot";
                case DRIVING -> "car";
            };
        }
    }

    private static TravelTime travelTime(JsonNode duration, JsonNode metres, double millisPerUnit) {
        if (!duration.isNumber() || !metres.isNumber()) {
            throw new UnusableAnswer("the engine names no duration and distance");
        }
        double millis = duration.asDouble() * millisPerUnit;
        double length = metres.asDouble();
        if (!(millis >= 0 && millis < Duration.ofDays(2).toMillis())
                || !(length >= 0 && length < EARTH_CIRCUMFERENCE_METRES)) {
            throw new UnusableAnswer("the engine names a duration or distance that cannot be");
        }
        return new TravelTime(Duration.ofMillis(Math.round(millis)), length);
    }
}
