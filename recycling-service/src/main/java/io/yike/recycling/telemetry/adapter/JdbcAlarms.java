package io.yike.recycling.telemetry.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.telemetry.Alarms;
import io.yike.recycling.telemetry.domain.Alarm;
import io.yike.recycling.telemetry.domain.AlarmKind;
import io.yike.recycling.wire.Wire;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAlarms implements Alarms {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final Points points;

    JdbcAlarms(JdbcClient jdbc, Outbox outbox, Points points) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.points = points;
    }

    /// What others are told; the schema of both events.
    private record Told(UUID alarmId, UUID pointId, String material, String kind, Instant at) {}

    @Override
    public void raise(Alarm alarm) {
        jdbc.sql("INSERT INTO alarm (alarm_id, bin_id, kind, raised_at) VALUES (:id, :binId, :kind, :at)")
                .param("id", alarm.id())
                .param("binId", alarm.binId())
                .param("kind", Wire.word(alarm.kind()))
                .param("at", Row.utc(alarm.raisedAt()))
                .update();
        tell("recycling.alarm_raised.v1", alarm, 1, alarm.raisedAt());
    }

    @Override
    public void clear(Alarm alarm, Instant at) {
        jdbc.sql("UPDATE alarm SET cleared_at = :at WHERE alarm_id = :id AND cleared_at IS NULL")
                .param("at", Row.utc(at))
                .param("id", alarm.id())
                .update();
        tell("recycling.alarm_cleared.v1", alarm, 2, at);
    }

    private void tell(String type, Alarm alarm, long sequence, Instant at) {
        Bin bin = points.getBin(alarm.binId());
        outbox.append(new OutgoingEvent(
                type,
                alarm.id().toString(),
                sequence,
                new Told(alarm.id(), bin.pointId(), Wire.word(bin.material()), Wire.word(alarm.kind()), at)));
    }

    @Override
    public List<Alarm> standing(Collection<UUID> binIds) {
        return jdbc.sql("SELECT * FROM alarm WHERE bin_id = ANY (:binIds) AND cleared_at IS NULL")
                .param("binIds", binIds.toArray(UUID[]::new))
                .query(Row.to(JdbcAlarms::alarm))
                .list();
    }

    @Override
    public List<Alarm> list(@Nullable Boolean open, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                SELECT * FROM alarm
                WHERE (:open::boolean IS NULL OR (cleared_at IS NULL) = :open)
                  AND (:afterId::uuid IS NULL OR (raised_at, alarm_id) < (:afterAt, :afterId))
                ORDER BY raised_at DESC, alarm_id DESC
                LIMIT :limit
                """)
                .param("open", open)
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcAlarms::alarm))
                .list();
    }

    private static Alarm alarm(Row row) throws SQLException {
        return new Alarm(
                row.uuid("alarm_id"),
                row.uuid("bin_id"),
                Wire.constant(AlarmKind.class, row.text("kind")),
                row.instant("raised_at"),
                row.findInstant("cleared_at").orElse(null));
    }
}
