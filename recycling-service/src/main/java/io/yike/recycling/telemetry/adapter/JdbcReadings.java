package io.yike.recycling.telemetry.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.forecast.HourlyFill;
import io.yike.recycling.telemetry.BinStates;
import io.yike.recycling.telemetry.Readings;
import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.telemetry.domain.Reading;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    @Override
    public int add(UUID deviceId, UUID binId, List<Reading> readings, Instant receivedAt) {
        return jdbc.sql("""
                INSERT INTO reading (
                    device_id, device_time, bin_id, measured_at, received_at, fill_percent, weight_grams,
                    temperature_celsius, tilt_degrees, battery_percent, door_open)
                SELECT :deviceId, device_time, :binId, measured_at, :receivedAt, fill, weight, temperature, tilt, battery, door
                FROM unnest(
                    :deviceTimes::timestamptz[], :measured::timestamptz[], :fills::double precision[], :weights::bigint[],
                    :temperatures::double precision[], :tilts::double precision[], :batteries::double precision[], :doors::boolean[]
                ) AS r (device_time, measured_at, fill, weight, temperature, tilt, battery, door)
                ON CONFLICT DO NOTHING
                """)
                .param("deviceId", deviceId)
                .param("binId", binId)
                .param("receivedAt", Row.utc(receivedAt))
                .param("deviceTimes", column(readings, reading -> Row.utc(reading.deviceTime())))
                .param("measured", column(readings, reading -> Row.utc(reading.measuredAt())))
                .param("fills", column(readings, Reading::fillPercent))
                .param("weights", column(readings, Reading::weightGrams))
                .param("temperatures", column(readings, Reading::temperatureCelsius))
                .param("tilts", column(readings, Reading::tiltDegrees))
                .param("batteries", column(readings, Reading::batteryPercent))
                .param("doors", column(readings, Reading::doorOpen))
                .update();
    }

    /// A column of the batch as text, which every type of PostgreSQL can be read from.
    private static @Nullable String[] column(List<Reading> readings, Function<Reading, @Nullable Object> value) {
        return readings.stream()
                .map(reading -> {
                    Object one = value.apply(reading);
                    return one == null ? null : one.toString();
                })
                .toArray(String[]::new);
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
    public void advance(UUID binId, List<Reading> readings) {
        Instant last = readings.stream()
                .map(Reading::measuredAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Optional<Reading> fill = newest(readings, Reading::fillPercent);
        Optional<Reading> weight = newest(readings, Reading::weightGrams);
        jdbc.sql("""
                INSERT INTO bin_state AS known (bin_id, last_measured_at, filled_at, fill_percent, weighed_at, weight_grams)
                VALUES (:binId, :last, :filledAt, :fill, :weighedAt, :weight)
                ON CONFLICT (bin_id) DO UPDATE SET
                    last_measured_at = greatest(known.last_measured_at, excluded.last_measured_at),
                    fill_percent = CASE WHEN coalesce(excluded.filled_at > coalesce(known.filled_at, '-infinity'), false)
                        THEN excluded.fill_percent ELSE known.fill_percent END,
                    filled_at = greatest(known.filled_at, excluded.filled_at),
                    weight_grams = CASE WHEN coalesce(excluded.weighed_at > coalesce(known.weighed_at, '-infinity'), false)
                        THEN excluded.weight_grams ELSE known.weight_grams END,
                    weighed_at = greatest(known.weighed_at, excluded.weighed_at)
                """)
                .param("binId", binId)
                .param("last", Row.utc(last))
                .param("filledAt", time(fill), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("fill", fill.map(Reading::fillPercent).orElse(null), Types.DOUBLE)
                .param("weighedAt", time(weight), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("weight", weight.map(Reading::weightGrams).orElse(null), Types.BIGINT)
                .update();
    }

    private static Optional<Reading> newest(List<Reading> readings, Function<Reading, @Nullable Object> value) {
        return readings.stream()
                .filter(reading -> value.apply(reading) != null)
                .max(Comparator.comparing(Reading::measuredAt));
    }

    private static @Nullable OffsetDateTime time(Optional<Reading> reading) {
        return reading.map(it -> Row.utc(it.measuredAt())).orElse(null);
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
