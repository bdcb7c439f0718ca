package io.yike.recycling.telemetry.adapter;

import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.telemetry.Refusals;
import io.yike.recycling.telemetry.domain.RefusedTelemetry;
import java.sql.Types;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefusals implements Refusals {

    private final JdbcClient jdbc;
    private final Ids ids;
    private final RecyclingSettings settings;

    JdbcRefusals(JdbcClient jdbc, Ids ids, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.settings = settings;
    }

    /// In an order, so that two that count at once do not wait for each other.
    @Override
    public void count(Map<Refusal, Long> refused, Instant at) {
        refused.entrySet().stream()
                .sorted(Comparator.comparing(one -> one.getKey().toString()))
                .forEach(one -> jdbc.sql("""
                        INSERT INTO refused_telemetry AS known (refused_id, refused_on, device_id, code, count, last_at)
                        VALUES (:id, :on, (SELECT device_id FROM device WHERE device_id = :deviceId), :code, :count, :at)
                        ON CONFLICT ON CONSTRAINT refused_once_a_day DO UPDATE SET
                            count = known.count + excluded.count,
                            last_at = greatest(known.last_at, excluded.last_at)
                        """)
                        .param("id", ids.next())
                        .param("on", at.atZone(settings.zone()).toLocalDate())
                        .param("deviceId", one.getKey().deviceId(), Types.OTHER)
                        .param("code", one.getKey().code())
                        .param("count", one.getValue())
                        .param("at", Row.utc(at))
                        .update());
    }

    @Override
    public void keepFailed(UUID deviceId, byte[] body, String error, Instant at) {
        jdbc.sql("""
                INSERT INTO failed_telemetry (failed_id, device_id, body, error, failed_at)
                VALUES (:id, :deviceId, :body, :error, :at)
                """)
                .param("id", ids.next())
                .param("deviceId", deviceId)
                .param("body", body)
                .param("error", error)
                .param("at", Row.utc(at))
                .update();
    }

    @Override
    public List<RefusedTelemetry> list(@Nullable Cursor after, int limit) {
        return jdbc.sql("""
                SELECT * FROM refused_telemetry
                WHERE :afterId::uuid IS NULL OR (last_at, refused_id) < (:afterAt, :afterId)
                ORDER BY last_at DESC, refused_id DESC
                LIMIT :limit
                """)
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(row -> new RefusedTelemetry(
                        row.uuid("refused_id"),
                        row.findUuid("device_id").orElse(null),
                        row.text("code"),
                        row.number("count"),
                        row.instant("last_at"))))
                .list();
    }

    @Override
    public void forget(Instant before) {
        jdbc.sql("DELETE FROM refused_telemetry WHERE last_at < :before")
                .param("before", Row.utc(before))
                .update();
        jdbc.sql("DELETE FROM failed_telemetry WHERE failed_at < :before")
                .param("before", Row.utc(before))
                .update();
    }
}
