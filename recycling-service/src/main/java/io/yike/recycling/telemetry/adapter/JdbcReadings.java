package io.yike.recycling.telemetry.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.forecast.HourlyFill;
import io.yike.recycling.telemetry.BinStates;
import io.yike.recycling.telemetry.Readings;
import io.yike.recycling.telemetry.domain.AlarmKind;
import io.yike.recycling.telemetry.domain.BinReadings;
import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.telemetry.domain.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcReadings implements Readings, BinStates {

    private final JdbcClient jdbc;
    private final RecyclingSettings settings;

    JdbcReadings(JdbcClient jdbc, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// Whose each reading is goes by the place in a list, so that a long batch does not repeat two ids for
    /// each reading.
    @Override
    public Map<UUID, Integer> add(Collection<BinReadings> measured, Instant receivedAt) {
        List<BinReadings> devices = List.copyOf(measured);
        List<Reading> readings =
                devices.stream().flatMap(one -> one.readings().stream()).toList();
        Integer[] places = IntStream.range(0, devices.size())
                .boxed()
                .flatMap(place -> devices.get(place).readings().stream().map(_ -> place + 1))
                .toArray(Integer[]::new);
        return jdbc
                .sql("""
                WITH added AS (
                    INSERT INTO reading (
                        device_id, device_time, bin_id, measured_at, received_at, fill_percent, weight_grams,
                        temperature_celsius, tilt_degrees, battery_percent, door_open)
                    SELECT (:devices::uuid[])[place],
                        timestamptz 'epoch' + device_time * interval '1 microsecond',
                        (:bins::uuid[])[place],
                        timestamptz 'epoch' + measured_at * interval '1 microsecond',
                        :receivedAt, fill, weight, temperature, tilt, battery, door
                    FROM unnest(
                        :places::integer[], :deviceTimes::bigint[], :measured::bigint[], :fills::double precision[],
                        :weights::bigint[], :temperatures::double precision[], :tilts::double precision[],
                        :batteries::double precision[], :doors::boolean[]
                    ) AS r (place, device_time, measured_at, fill, weight, temperature, tilt, battery, door)
                    ON CONFLICT DO NOTHING
                    RETURNING device_id)
                SELECT device_id, count(*)::integer AS kept FROM added GROUP BY device_id
                """)
                .param("devices", devices.stream().map(BinReadings::deviceId).toArray(UUID[]::new))
                .param("bins", devices.stream().map(BinReadings::binId).toArray(UUID[]::new))
                .param("receivedAt", Row.utc(receivedAt))
                .param("places", places)
                .param(
                        "deviceTimes",
                        column(readings, reading -> micros(reading.deviceTime()))
                                .toArray(Long[]::new))
                .param(
                        "measured",
                        column(readings, reading -> micros(reading.measuredAt()))
                                .toArray(Long[]::new))
                .param("fills", column(readings, Reading::fillPercent).toArray(Double[]::new))
                .param("weights", column(readings, Reading::weightGrams).toArray(Long[]::new))
                .param(
                        "temperatures",
                        column(readings, Reading::temperatureCelsius).toArray(Double[]::new))
                .param("tilts", column(readings, Reading::tiltDegrees).toArray(Double[]::new))
                .param("batteries", column(readings, Reading::batteryPercent).toArray(Double[]::new))
                .param("doors", column(readings, Reading::doorOpen).toArray(Boolean[]::new))
                .query(Row.to(row -> Map.entry(row.uuid("device_id"), row.integer("kept"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static <T> Stream<@Nullable T> column(List<Reading> readings, Function<Reading, @Nullable T> value) {
        return readings.stream().map(value);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public List<HourlyFill> hourly(UUID binId, Instant since) {
        return jdbc.sql("""
                SELECT DISTINCT ON (hour) date_trunc('hour', measured_at, 'UTC') AS hour, fill_percent
                FROM reading
                WHERE bin_id = :binId AND measured_at >= :since AND fill_percent IS NOT NULL
                ORDER BY hour, measured_at
                """)
                .param("binId", binId)
                .param("since", Row.utc(since))
                .query(Row.to(row -> new HourlyFill(row.instant("hour"), row.real("fill_percent"))))
                .list();
    }

    @Override
    public int forget(Instant before) {
        return jdbc.sql("DELETE FROM reading WHERE measured_at < :before")
                .param("before", Row.utc(before))
                .update();
    }

    @Override
    public void advance(Collection<BinReadings> measured, Map<UUID, Map<AlarmKind, Instant>> decided) {
        List<BinReadings> bins = List.copyOf(measured);
        List<Optional<Reading>> fills = bins.stream()
                .map(bin -> newest(bin.readings(), Reading::fillPercent))
                .toList();
        List<Optional<Reading>> weights = bins.stream()
                .map(bin -> newest(bin.readings(), Reading::weightGrams))
                .toList();
        jdbc.sql("""
                INSERT INTO bin_state AS known (
                    bin_id, last_measured_at, filled_at, fill_percent, weighed_at, weight_grams,
                    fire_decided_at, tilt_decided_at, door_decided_at)
                SELECT * FROM unnest(
                    :bins::uuid[], :last::timestamptz[], :filledAt::timestamptz[], :fills::double precision[],
                    :weighedAt::timestamptz[], :weights::bigint[],
                    :fire::timestamptz[], :tilt::timestamptz[], :door::timestamptz[])
                ON CONFLICT (bin_id) DO UPDATE SET
                    last_measured_at = greatest(known.last_measured_at, excluded.last_measured_at),
                    fill_percent = CASE WHEN coalesce(excluded.filled_at > coalesce(known.filled_at, '-infinity'), false)
                        THEN excluded.fill_percent ELSE known.fill_percent END,
                    filled_at = greatest(known.filled_at, excluded.filled_at),
                    weight_grams = CASE WHEN coalesce(excluded.weighed_at > coalesce(known.weighed_at, '-infinity'), false)
                        THEN excluded.weight_grams ELSE known.weight_grams END,
                    weighed_at = greatest(known.weighed_at, excluded.weighed_at),
                    fire_decided_at = greatest(known.fire_decided_at, excluded.fire_decided_at),
                    tilt_decided_at = greatest(known.tilt_decided_at, excluded.tilt_decided_at),
                    door_decided_at = greatest(known.door_decided_at, excluded.door_decided_at)
                """)
                .param("bins", bins.stream().map(BinReadings::binId).toArray(UUID[]::new))
                .param(
                        "last",
                        texts(
                                bins,
                                bin -> bin.readings().stream()
                                        .map(Reading::measuredAt)
                                        .max(Comparator.naturalOrder())
                                        .orElseThrow()))
                .param(
                        "filledAt",
                        texts(fills, fill -> fill.map(Reading::measuredAt).orElse(null)))
                .param(
                        "fills",
                        texts(fills, fill -> fill.map(Reading::fillPercent).orElse(null)))
                .param(
                        "weighedAt",
                        texts(weights, weight -> weight.map(Reading::measuredAt).orElse(null)))
                .param(
                        "weights",
                        texts(
                                weights,
                                weight -> weight.map(Reading::weightGrams).orElse(null)))
                .param("fire", texts(bins, bin -> until(decided, bin, AlarmKind.FIRE)))
                .param("tilt", texts(bins, bin -> until(decided, bin, AlarmKind.TILT)))
                .param("door", texts(bins, bin -> until(decided, bin, AlarmKind.DOOR)))
                .update();
    }

    private static @Nullable Instant until(
            Map<UUID, Map<AlarmKind, Instant>> decided, BinReadings bin, AlarmKind kind) {
        return decided.getOrDefault(bin.binId(), Map.of()).get(kind);
    }

    /// A column as text, which every type of PostgreSQL can be read from.
    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(row -> {
                    Object one = value.apply(row);
                    return one == null ? null : one.toString();
                })
                .toArray(String[]::new);
    }

    @Override
    public Map<UUID, Map<AlarmKind, Instant>> decided(Collection<UUID> binIds) {
        Map<UUID, Map<AlarmKind, Instant>> decided = new HashMap<>();
        jdbc.sql("""
                SELECT bin_id, fire_decided_at, tilt_decided_at, door_decided_at
                FROM bin_state WHERE bin_id = ANY (:ids)
                """)
                .param("ids", binIds.toArray(UUID[]::new))
                .query(Row.to(row -> {
                    Map<AlarmKind, Instant> ofBin = new EnumMap<>(AlarmKind.class);
                    row.findInstant("fire_decided_at").ifPresent(at -> ofBin.put(AlarmKind.FIRE, at));
                    row.findInstant("tilt_decided_at").ifPresent(at -> ofBin.put(AlarmKind.TILT, at));
                    row.findInstant("door_decided_at").ifPresent(at -> ofBin.put(AlarmKind.DOOR, at));
                    return Map.entry(row.uuid("bin_id"), ofBin);
                }))
                .list()
                .forEach(one -> decided.put(one.getKey(), one.getValue()));
        return decided;
    }

    private static Optional<Reading> newest(List<Reading> readings, Function<Reading, @Nullable Object> value) {
        return readings.stream()
                .filter(reading -> value.apply(reading) != null)
                .max(Comparator.comparing(Reading::measuredAt));
    }

    @Override
    public Map<UUID, BinState> of(Collection<UUID> binIds) {
        return jdbc
                .sql("SELECT * FROM bin_state WHERE bin_id = ANY (:ids)")
                .param("ids", binIds.toArray(UUID[]::new))
                .query(Row.to(row -> new BinState(
                        row.uuid("bin_id"),
                        row.instant("last_measured_at"),
                        row.findInstant("filled_at").orElse(null),
                        row.findReal("fill_percent").orElse(null),
                        row.findInstant("weighed_at").orElse(null),
                        row.findNumber("weight_grams").orElse(null),
                        settings.telemetry().staleAfter())))
                .list()
                .stream()
                .collect(Collectors.toMap(BinState::binId, Function.identity()));
    }
}
