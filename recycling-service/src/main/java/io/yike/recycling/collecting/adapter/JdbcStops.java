package io.yike.recycling.collecting.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.recycling.collecting.Stops;
import io.yike.recycling.collecting.domain.Stop;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcStops implements Stops {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcStops(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// What others are told; the schema of the event.
    private record Finished(UUID stopId, UUID jobId, UUID crewId, String outcome, long weightGrams, Instant at) {}

    @Override
    public boolean tryLead() {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(hashtext('yike.recycling.plan'))")
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Stop> live(UUID crewId, LocalDate day) {
        return jdbc.sql("""
                SELECT * FROM stop_seen
                WHERE crew_id = :crewId AND (state = 'arrived' OR (state = 'planned' AND day = :day))
                ORDER BY state, planned_at, position
                """)
                .param("crewId", crewId)
                .param("day", day)
                .query(Row.to(JdbcStops::stop))
                .list();
    }

    @Override
    public Optional<Stop> findStop(UUID stopId) {
        return jdbc.sql("SELECT * FROM stop_seen WHERE stop_id = :id")
                .param("id", stopId)
                .query(Row.to(JdbcStops::stop))
                .optional();
    }

    @Override
    public Optional<Stop> findStopLocked(UUID stopId) {
        jdbc.sql("SELECT FROM stop WHERE stop_id = :id FOR UPDATE")
                .param("id", stopId)
                .query((_, _) -> true)
                .list();
        return findStop(stopId);
    }

    @Override
    public void drop(Collection<UUID> kept) {
        jdbc.sql("UPDATE stop SET state = 'dropped' WHERE state = 'planned' AND stop_id <> ALL (:kept)")
                .param("kept", kept.toArray(UUID[]::new))
                .update();
    }

    @Override
    public void dropArrived(UUID stopId) {
        jdbc.sql("UPDATE stop SET state = 'dropped' WHERE stop_id = :id AND state = 'arrived'")
                .param("id", stopId)
                .update();
    }

    @Override
    public void dropOf(UUID crewId) {
        jdbc.sql("UPDATE stop SET state = 'dropped' WHERE state = 'planned' AND crew_id = :id")
                .param("id", crewId)
                .update();
    }

    @Override
    public void put(Stop stop, LocalDate day, int position) {
        jdbc.sql("""
                INSERT INTO stop AS known (stop_id, job_id, crew_id, day, position, planned_at, state, grams, litres)
                SELECT :id, job_id, :crewId, :day, :position, :plannedAt, 'planned', :grams, :litres
                FROM collection_job WHERE job_id = :jobId AND state = 'open'
                ON CONFLICT (job_id) WHERE state IN ('planned', 'arrived') DO UPDATE SET
                    position = excluded.position, planned_at = excluded.planned_at,
                    grams = excluded.grams, litres = excluded.litres
                WHERE known.stop_id = excluded.stop_id AND known.state = 'planned'
                """)
                .param("id", stop.id())
                .param("jobId", stop.jobId())
                .param("crewId", stop.crewId())
                .param("day", day)
                .param("position", position)
                .param("plannedAt", Row.utc(stop.plannedAt()))
                .param("grams", stop.grams())
                .param("litres", stop.litres())
                .update();
    }

    @Override
    public boolean saveArrived(Stop stop, Instant at) {
        return jdbc.sql("""
                        UPDATE stop SET state = 'arrived', arrived_at = :at
                        WHERE stop_id = :id
                          AND NOT EXISTS (
                              SELECT FROM stop other WHERE other.crew_id = stop.crew_id AND other.state = 'arrived')
                        """).param("at", Row.utc(at)).param("id", stop.id()).update() == 1;
    }

    @Override
    public void saveFinished(Stop stop, long metres, Instant at) {
        String outcome = Wire.word(Objects.requireNonNull(stop.outcome()));
        jdbc.sql("""
                UPDATE stop SET state = 'finished', outcome = :outcome, grams = :grams, litres = :litres,
                    metres = :metres, reason = :reason, photo = :photo, finished_at = :at
                WHERE stop_id = :id
                """)
                .param("outcome", outcome)
                .param("grams", stop.grams())
                .param("litres", stop.litres())
                .param("metres", metres)
                .param("reason", stop.reason(), Types.VARCHAR)
                .param("photo", stop.photo(), Types.VARCHAR)
                .param("at", Row.utc(at))
                .param("id", stop.id())
                .update();
        outbox.append(new OutgoingEvent(
                "recycling.stop_finished.v1",
                stop.id().toString(),
                1,
                new Finished(stop.id(), stop.jobId(), stop.crewId(), outcome, stop.grams(), at)));
    }

    private static Stop stop(Row row) throws SQLException {
        return new Stop(
                row.uuid("stop_id"),
                row.uuid("job_id"),
                row.uuid("crew_id"),
                row.findUuid("point_id").orElse(null),
                row.findUuid("pickup_id").orElse(null),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                Stream.of(row.text("materials").split(",", -1))
                        .filter(word -> !word.isEmpty())
                        .map(word -> Wire.constant(Material.class, word))
                        .toList(),
                row.instant("planned_at"),
                Wire.constant(Stop.State.class, row.text("state")),
                row.number("grams"),
                row.number("litres"),
                row.findText("outcome")
                        .map(word -> Wire.constant(Stop.Outcome.class, word))
                        .orElse(null),
                row.findText("reason").orElse(null),
                row.findText("photo").orElse(null));
    }
}
