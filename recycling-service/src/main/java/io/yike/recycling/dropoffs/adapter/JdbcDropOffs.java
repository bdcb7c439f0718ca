package io.yike.recycling.dropoffs.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.dropoffs.DropOffs;
import io.yike.recycling.dropoffs.WrongCodes;
import io.yike.recycling.dropoffs.domain.DropOff;
import io.yike.recycling.dropoffs.domain.DropOffState;
import io.yike.recycling.telemetry.OpenDoors;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDropOffs implements DropOffs, WrongCodes, OpenDoors {

    private final JdbcClient jdbc;
    private final RecyclingSettings settings;

    JdbcDropOffs(JdbcClient jdbc, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public void lockResident(UUID residentId) {
        jdbc.sql("INSERT INTO resident_account (resident_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", residentId)
                .update();
        jdbc.sql("SELECT FROM resident_account WHERE resident_id = :id FOR UPDATE")
                .param("id", residentId)
                .query((_, _) -> true)
                .list();
    }

    @Override
    public boolean add(DropOff dropOff) {
        return jdbc.sql("""
                        INSERT INTO drop_off (drop_off_id, resident_id, bin_id, state, code, created_at, expires_at)
                        VALUES (:id, :residentId, :binId, :state, :code, :createdAt, :expiresAt)
                        ON CONFLICT (bin_id, code) WHERE state IN ('awaiting', 'opened') DO NOTHING
                        """)
                        .param("id", dropOff.id())
                        .param("residentId", dropOff.residentId())
                        .param("binId", dropOff.binId())
                        .param("state", dropOff.state().code())
                        .param("code", dropOff.code())
                        .param("createdAt", Row.utc(dropOff.createdAt()))
                        .param("expiresAt", Row.utc(dropOff.expiresAt()))
                        .update()
                == 1;
    }

    @Override
    public boolean hasOneUnderWay(UUID residentId) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM drop_off WHERE resident_id = :id AND state IN ('awaiting', 'opened'))
                """).param("id", residentId).query(Boolean.class).single();
    }

    @Override
    public Optional<DropOff> find(UUID dropOffId) {
        return jdbc.sql("SELECT * FROM drop_off WHERE drop_off_id = :id")
                .param("id", dropOffId)
                .query(Row.to(JdbcDropOffs::dropOff))
                .optional();
    }

    @Override
    public Optional<DropOff> findLocked(UUID dropOffId) {
        return jdbc.sql("SELECT * FROM drop_off WHERE drop_off_id = :id FOR UPDATE")
                .param("id", dropOffId)
                .query(Row.to(JdbcDropOffs::dropOff))
                .optional();
    }

    @Override
    public Optional<DropOff> findByCodeLocked(UUID binId, String code) {
        return jdbc.sql("""
                SELECT * FROM drop_off
                WHERE bin_id = :binId AND code = :code AND state IN ('awaiting', 'opened')
                FOR UPDATE
                """)
                .param("binId", binId)
                .param("code", code)
                .query(Row.to(JdbcDropOffs::dropOff))
                .optional();
    }

    @Override
    public void save(DropOff dropOff) {
        jdbc.sql("""
                UPDATE drop_off SET state = :state, expires_at = :expiresAt, opened_at = :openedAt
                WHERE drop_off_id = :id
                """)
                .param("state", dropOff.state().code())
                .param("expiresAt", Row.utc(dropOff.expiresAt()))
                .param("openedAt", dropOff.openedAt().map(Row::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", dropOff.id())
                .update();
    }

    @Override
    public boolean isLocked(UUID deviceId, Instant now) {
        return jdbc.sql("SELECT coalesce(locked_until > :now, false) FROM device WHERE device_id = :id")
                .param("now", Row.utc(now))
                .param("id", deviceId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void count(UUID deviceId, Instant now, Instant since, int most, Instant lockUntil) {
        jdbc.sql("""
                UPDATE device SET
                    wrong_codes = CASE WHEN counted.n >= :most THEN 0 ELSE counted.n END,
                    wrong_since = counted.since,
                    locked_until = CASE WHEN counted.n >= :most THEN :lockUntil ELSE device.locked_until END
                FROM (
                    SELECT device_id,
                        CASE WHEN wrong_since >= :since THEN wrong_codes + 1 ELSE 1 END AS n,
                        CASE WHEN wrong_since >= :since AND wrong_codes > 0 THEN wrong_since ELSE :now END AS since
                    FROM device WHERE device_id = :id
                ) AS counted
                WHERE device.device_id = counted.device_id
                """)
                .param("most", most)
                .param("lockUntil", Row.utc(lockUntil))
                .param("since", Row.utc(since))
                .param("now", Row.utc(now))
                .param("id", deviceId)
                .update();
    }

    @Override
    public void forget(UUID deviceId) {
        jdbc.sql("UPDATE device SET wrong_codes = 0, wrong_since = NULL, locked_until = NULL WHERE device_id = :id")
                .param("id", deviceId)
                .update();
    }

    @Override
    public boolean isExpectedOpen(UUID binId, Instant at) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM drop_off
                    WHERE bin_id = :binId AND opened_at <= :latest AND opened_at > :earliest)
                """)
                .param("binId", binId)
                .param("latest", Row.utc(at.plus(settings.telemetry().aheadAtMost())))
                .param("earliest", Row.utc(at.minus(settings.dropOffs().openFor())))
                .query(Boolean.class)
                .single();
    }

    private static DropOff dropOff(Row row) throws SQLException {
        return new DropOff(
                row.uuid("drop_off_id"),
                row.uuid("resident_id"),
                row.uuid("bin_id"),
                row.text("code"),
                row.instant("created_at"),
                row.instant("expires_at"),
                state(row));
    }

    private static DropOffState state(Row row) throws SQLException {
        String state = row.text("state");
        return switch (state) {
            case "awaiting" -> new DropOffState.Awaiting();
            case "expired" -> new DropOffState.Expired();
            case "opened" -> new DropOffState.Opened(row.instant("opened_at"));
            case "closed" -> new DropOffState.Closed(row.instant("opened_at"));
            case "weighed" -> new DropOffState.Weighed(row.instant("opened_at"));
            default -> throw new IllegalStateException("a drop-off is never " + state);
        };
    }
}
