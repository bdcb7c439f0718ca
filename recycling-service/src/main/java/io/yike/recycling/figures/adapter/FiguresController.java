package io.yike.recycling.figures.adapter;

import io.yike.contracts.recycling.api.FiguresApi;
import io.yike.contracts.recycling.model.CityFigures;
import io.yike.contracts.recycling.model.CollectedStream;
import io.yike.contracts.recycling.model.WasteStream;
import io.yike.recycling.figures.CountCity;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.RecyclingPoint;
import io.yike.recycling.telemetry.BinStates;
import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.wire.Wire;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FiguresController implements FiguresApi {

    private static final int MOST_POINTS = 20_000;

    private final CountCity countCity;
    private final Points points;
    private final BinStates states;
    private final Clock clock;

    FiguresController(CountCity countCity, Points points, BinStates states, Clock clock) {
        this.countCity = countCity;
        this.points = points;
        this.states = states;
        this.clock = clock;
    }

    private io.yike.recycling.figures.CityFigures count(LocalDate from, LocalDate to) {
        return countCity
                .count(from, to)
                .orElseThrow(() -> Wire.rule(
                        "period_refused", "The period ends before it begins, or is longer than 366 days", "to"));
    }

    @Override
    public ResponseEntity<CityFigures> getCityFigures(LocalDate from, LocalDate to) {
        var figures = count(from, to);
        CityFigures answer = new CityFigures(
                from,
                to,
                figures.grams().entrySet().stream()
                        .map(one -> new CollectedStream(WasteStream.fromValue(one.getKey()), one.getValue() / 1000.0))
                        .toList(),
                figures.overflow().toSeconds() / 3600.0,
                figures.kilometres(),
                figures.residents());
        figures.kilometresPerTonne().ifPresent(answer::kilometresPerTonne);
        figures.firstTimeRate().ifPresent(answer::firstTimeRate);
        figures.participationRate().ifPresent(answer::participationRate);
        return ResponseEntity.ok(answer);
    }

    /// No cell needs quotes: there are words and numbers only.
    @Override
    public ResponseEntity<String> getFiguresCsv(LocalDate from, LocalDate to) {
        var figures = count(from, to);
        StringBuilder lines = new StringBuilder("from,to,figure,stream,unit,value\r\n");
        figures.grams().forEach((stream, grams) -> line(lines, from, to, "collected", stream, "kg", grams / 1000.0));
        line(lines, from, to, "overflow", "", "h", figures.overflow().toSeconds() / 3600.0);
        line(lines, from, to, "driven", "", "km", figures.kilometres());
        figures.kilometresPerTonne().ifPresent(it -> line(lines, from, to, "driven_per_tonne", "", "km/t", it));
        figures.firstTimeRate().ifPresent(it -> line(lines, from, to, "first_time_rate", "", "1", it));
        line(lines, from, to, "residents", "", "1", (double) figures.residents());
        figures.participationRate().ifPresent(it -> line(lines, from, to, "participation_rate", "", "1", it));
        return ResponseEntity.ok(lines.toString());
    }

    private static void line(
            StringBuilder lines,
            LocalDate from,
            LocalDate to,
            String figure,
            String stream,
            String unit,
            double value) {
        lines.append(String.join(",", from.toString(), to.toString(), figure, stream, unit, Double.toString(value)))
                .append("\r\n");
    }

    @Override
    public ResponseEntity<Object> getPointsGeoJson() {
        Instant now = clock.instant();
        List<RecyclingPoint> all = points.list(null, null, MOST_POINTS);
        Map<UUID, BinState> known = states.of(all.stream()
                .flatMap(point -> point.bins().stream())
                .map(Bin::id)
                .toList());
        Map<String, Object> collection = new LinkedHashMap<>();
        collection.put("type", "FeatureCollection");
        collection.put(
                "features",
                all.stream().map(point -> feature(point, known, now)).toList());
        return ResponseEntity.ok(collection);
    }

    private static Map<String, Object> feature(RecyclingPoint point, Map<UUID, BinState> known, Instant now) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", point.name());
        for (Bin bin : point.bins()) {
            Optional<Double> fill = Optional.ofNullable(known.get(bin.id())).flatMap(state -> state.fillAt(now));
            properties.put(Wire.word(bin.material()), fill.<Object>map(it -> it).orElse("unknown"));
        }
        Map<String, Object> feature = new LinkedHashMap<>();
        feature.put("type", "Feature");
        feature.put("id", point.id().toString());
        feature.put(
                "geometry",
                Map.of(
                        "type",
                        "Point",
                        "coordinates",
                        List.of(point.place().longitude(), point.place().latitude())));
        feature.put("properties", properties);
        return feature;
    }
}
