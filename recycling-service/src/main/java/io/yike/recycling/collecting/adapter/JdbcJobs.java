package io.yike.recycling.collecting.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.Jobs;
import io.yike.recycling.collecting.domain.Cause;
import io.yike.recycling.collecting.domain.CollectionJob;
import io.yike.recycling.collecting.domain.CollectionJob.Load;
import io.yike.recycling.collecting.domain.JobState;
import io.yike.recycling.collecting.domain.Unplanned;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.telemetry.domain.BinState;
import io.yike.recycling.wire.Wire;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcJobs implements Jobs {

    /// What a crew has refused is not sent for again before somebody can have looked at it.
    private static final Duration REFUSED_FOR = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final RecyclingSettings settings;

    JdbcJobs(JdbcClient jdbc, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    private record LoadOf(UUID jobId, Load load) {}

    @Override
    public void lead() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('yike.recycling.jobs'))")
                .query((_, _) -> true)
                .list();
    }

    @Override
    public List<Filling> listFilling(Instant since, Instant forecastSince, Instant soon) {
        return jdbc.sql("""
                SELECT s.*, bin.point_id, CASE WHEN f.computed_at >= :forecastSince THEN f.full_at END AS full_at
                FROM bin_state s JOIN bin USING (bin_id) LEFT JOIN bin_forecast f USING (bin_id)
                WHERE s.fill_percent >= :filling AND s.filled_at >= :since
                  AND (s.fill_percent >= :full
                       OR f.computed_at IS NULL OR f.computed_at < :forecastSince OR f.full_at <= :soon)
                  AND NOT EXISTS (
                      SELECT FROM collection_job_bin b JOIN collection_job j USING (job_id)
                      WHERE b.bin_id = s.bin_id
                        AND (j.ended_at >= s.filled_at
                             OR (j.state = 'refused' AND j.ended_at >= s.filled_at - make_interval(secs => :refusedFor))
                             OR (j.state = 'open' AND (b.cause = 'full' OR s.fill_percent < :full))))
                ORDER BY s.fill_percent >= :full DESC, f.computed_at NULLS FIRST, s.bin_id
                """)
                .param("filling", settings.collecting().filling())
                .param("full", settings.collecting().full())
                .param("since", Row.utc(since))
                .param("forecastSince", Row.utc(forecastSince))
                .param("soon", Row.utc(soon))
                .param("refusedFor", REFUSED_FOR.toSeconds())
                .query(Row.to(row -> new Filling(
                        new BinState(
                                row.uuid("bin_id"),
                                row.instant("last_measured_at"),
                                row.findInstant("filled_at").orElse(null),
                                row.findReal("fill_percent").orElse(null),
                                row.findInstant("weighed_at").orElse(null),
                                row.findNumber("weight_grams").orElse(null),
                                settings.telemetry().staleAfter()),
                        row.uuid("point_id"),
                        row.findInstant("full_at"))))
                .list();
    }

    @Override
    public void need(UUID jobId, UUID pointId, UUID binId, Cause cause, int urgency, Instant now) {
        UUID id = jdbc.sql("""
                INSERT INTO collection_job AS known (job_id, point_id, state, urgency, raised_at, not_before)
                VALUES (:id, :pointId, 'open', :urgency, :now, :now)
                ON CONFLICT (point_id) WHERE state = 'open'
                    DO UPDATE SET urgency = greatest(known.urgency, excluded.urgency)
                RETURNING job_id
                """)
                .param("id", jobId)
                .param("pointId", pointId)
                .param("urgency", urgency)
                .param("now", Row.utc(now))
                .query(UUID.class)
                .single();
        jdbc.sql("""
                INSERT INTO collection_job_bin AS known (job_id, bin_id, cause) VALUES (:id, :binId, :cause)
                ON CONFLICT (job_id, bin_id)
                    DO UPDATE SET cause = CASE WHEN excluded.cause = 'full' THEN 'full' ELSE known.cause END
                """)
                .param("id", id)
                .param("binId", binId)
                .param("cause", Wire.word(cause))
                .update();
    }

    @Override
    public List<WaitingPickup> listWaitingPickups() {
        return jdbc.sql("""
                SELECT pickup_id, state FROM pickup p
                WHERE state IN ('booked', 'missed')
                  AND NOT EXISTS (
                      SELECT FROM collection_job j
                      WHERE j.pickup_id = p.pickup_id AND j.state = 'open' AND (p.state = 'booked' OR j.urgency = 10))
                ORDER BY created_at, pickup_id
                """)
                .query(Row.to(row -> new WaitingPickup(
                        row.uuid("pickup_id"), row.text("state").equals("missed"))))
                .list();
    }

    @Override
    public void needPickup(UUID jobId, UUID pickupId, int urgency, Instant now) {
        jdbc.sql("""
                INSERT INTO collection_job AS known (job_id, pickup_id, state, urgency, raised_at, not_before)
                VALUES (:id, :pickupId, 'open', :urgency, :now, :now)
                ON CONFLICT (pickup_id) WHERE state = 'open'
                    DO UPDATE SET urgency = greatest(known.urgency, excluded.urgency)
                """)
                .param("id", jobId)
                .param("pickupId", pickupId)
                .param("urgency", urgency)
                .param("now", Row.utc(now))
                .update();
    }

    @Override
    public void voidEndedPickups(Instant now) {
        jdbc.sql("""
                WITH ended AS (
                    UPDATE collection_job j SET state = CASE p.state WHEN 'collected' THEN 'collected' ELSE 'void' END,
                        ended_at = :now
                    FROM pickup p
                    WHERE p.pickup_id = j.pickup_id AND j.state = 'open' AND p.ended_at IS NOT NULL
                    RETURNING j.job_id
                )
                UPDATE stop s SET state = 'dropped' FROM ended WHERE s.job_id = ended.job_id AND s.state = 'planned'
                """).param("now", Row.utc(now)).update();
    }

    @Override
    public List<CollectionJob> listDue(Instant now, Instant endOfDay) {
        return withLoads(jdbc.sql("""
                SELECT j.* FROM collection_job j LEFT JOIN pickup p USING (pickup_id) LEFT JOIN pickup_slot s USING (slot_id)
                WHERE j.state = 'open' AND j.not_before <= :now AND (s.slot_id IS NULL OR s.starts_at < :endOfDay)
                ORDER BY j.urgency DESC, j.raised_at, j.job_id
                """)
                .param("now", Row.utc(now))
                .param("endOfDay", Row.utc(endOfDay))
                .query(Row.to(JdbcJobs::job))
                .list());
    }

    @Override
    public boolean hasUnplanned(Instant now, Instant endOfDay, LocalDate day, int second, Instant consideredBefore) {
        return jdbc.sql("""
                SELECT EXISTS (
                    SELECT FROM collection_job j
                        LEFT JOIN pickup p USING (pickup_id) LEFT JOIN pickup_slot s USING (slot_id)
                    WHERE j.state = 'open' AND j.not_before <= :now AND (s.slot_id IS NULL OR s.starts_at < :endOfDay)
                      AND (j.considered_at IS NULL OR j.considered_at < :before OR j.unplanned IS NULL)
                      AND NOT EXISTS (
                          SELECT FROM stop t
                              JOIN crew c USING (crew_id)
                              LEFT JOIN crew_shift w ON w.crew_id = t.crew_id AND w.day = :day
                          WHERE t.job_id = j.job_id
                            AND (t.state = 'arrived'
                                 OR (t.state = 'planned' AND t.day = :day AND w.ended_at IS NULL
                                     AND (w.started_at IS NOT NULL OR c.shift_start * 60 + :lateBy >= :second)))))
                """)
                .param("now", Row.utc(now))
                .param("endOfDay", Row.utc(endOfDay))
                .param("before", Row.utc(consideredBefore))
                .param("day", day)
                .param("lateBy", settings.collecting().lateBy().toSeconds())
                .param("second", second)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void consider(UUID jobId, @Nullable Unplanned why, Instant at) {
        jdbc.sql("UPDATE collection_job SET unplanned = :why, considered_at = :at WHERE job_id = :id")
                .param("why", why == null ? null : Wire.word(why), Types.VARCHAR)
                .param("at", Row.utc(at))
                .param("id", jobId)
                .update();
    }

    @Override
    public void reconsider() {
        jdbc.sql("UPDATE collection_job SET considered_at = NULL WHERE state = 'open' AND unplanned IS NOT NULL")
                .update();
    }

    @Override
    public void end(UUID jobId, JobState state, Instant at) {
        jdbc.sql("UPDATE collection_job SET state = :state, ended_at = :at WHERE job_id = :id AND state = 'open'")
                .param("state", Wire.word(state))
                .param("at", Row.utc(at))
                .param("id", jobId)
                .update();
    }

    @Override
    public void retry(UUID jobId, Instant notBefore) {
        jdbc.sql("UPDATE collection_job SET not_before = :notBefore, considered_at = NULL WHERE job_id = :id")
                .param("notBefore", Row.utc(notBefore))
                .param("id", jobId)
                .update();
        jdbc.sql("UPDATE collection_job_bin SET grams = NULL, litres = NULL WHERE job_id = :id")
                .param("id", jobId)
                .update();
    }

    @Override
    public void keepLoads(UUID jobId) {
        jdbc.sql("""
                UPDATE collection_job_bin b SET
                    litres = (bin.volume_litres * coalesce(s.fill_percent, 100) / 100)::bigint,
                    grams = coalesce(
                        s.weight_grams, (bin.volume_litres * coalesce(s.fill_percent, 100) * 0.6)::bigint)
                FROM bin LEFT JOIN bin_state s USING (bin_id)
                WHERE bin.bin_id = b.bin_id AND b.job_id = :id
                """).param("id", jobId).update();
    }

    @Override
    public void keepForecast(UUID binId, Instant computedAt, @Nullable Instant fullAt) {
        jdbc.sql("""
                INSERT INTO bin_forecast (bin_id, computed_at, full_at) VALUES (:binId, :computedAt, :fullAt)
                ON CONFLICT (bin_id) DO UPDATE SET computed_at = excluded.computed_at, full_at = excluded.full_at
                """)
                .param("binId", binId)
                .param("computedAt", Row.utc(computedAt))
                .param("fullAt", fullAt == null ? null : Row.utc(fullAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    @Override
    public CollectionJob get(UUID jobId) {
        return withLoads(jdbc.sql("SELECT * FROM collection_job WHERE job_id = :id")
                        .param("id", jobId)
                        .query(Row.to(JdbcJobs::job))
                        .list())
                .getFirst();
    }

    @Override
    public List<CollectionJob> list(@Nullable JobState state, @Nullable Cursor after, int limit) {
        return withLoads(jdbc.sql("""
                SELECT * FROM collection_job
                WHERE (:state::text IS NULL OR state = :state)
                  AND (:afterId::uuid IS NULL OR (raised_at, job_id) < (:afterAt, :afterId))
                ORDER BY raised_at DESC, job_id DESC
                LIMIT :limit
                """)
                .param("state", state == null ? null : Wire.word(state))
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcJobs::job))
                .list());
    }

    /// What is in a bin, or was when the crew arrived: its weight if it is known, else 60 grams a litre.
    private List<CollectionJob> withLoads(List<CollectionJob> jobs) {
        Map<UUID, List<Load>> loads = jdbc
                .sql("""
                        SELECT b.job_id, b.bin_id, bin.material, b.cause,
                            coalesce(b.litres, (bin.volume_litres * coalesce(s.fill_percent, 100) / 100)::bigint)
                                AS litres,
                            coalesce(
                                b.grams, s.weight_grams,
                                (bin.volume_litres * coalesce(s.fill_percent, 100) * 0.6)::bigint) AS grams
                        FROM collection_job_bin b JOIN bin USING (bin_id) LEFT JOIN bin_state s USING (bin_id)
                        WHERE b.job_id = ANY (:ids)
                        ORDER BY bin.material
                        """)
                .param("ids", jobs.stream().map(CollectionJob::id).toArray(UUID[]::new))
                .query(Row.to(row -> new LoadOf(
                        row.uuid("job_id"),
                        new Load(
                                row.uuid("bin_id"),
                                Wire.constant(Material.class, row.text("material")),
                                Wire.constant(Cause.class, row.text("cause")),
                                row.number("grams"),
                                row.number("litres")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(LoadOf::jobId, Collectors.mapping(LoadOf::load, Collectors.toList())));
        return jobs.stream()
                .map(job -> new CollectionJob(
                        job.id(),
                        job.pointId(),
                        job.pickupId(),
                        job.state(),
                        job.urgency(),
                        loads.getOrDefault(job.id(), List.of()),
                        job.unplanned(),
                        job.raisedAt(),
                        job.notBefore()))
                .toList();
    }

    private static CollectionJob job(Row row) throws SQLException {
        return new CollectionJob(
                row.uuid("job_id"),
                row.findUuid("point_id").orElse(null),
                row.findUuid("pickup_id").orElse(null),
                Wire.constant(JobState.class, row.text("state")),
                row.integer("urgency"),
                List.of(),
                row.findText("unplanned")
                        .map(word -> Wire.constant(Unplanned.class, word))
                        .orElse(null),
                row.instant("raised_at"),
                row.instant("not_before"));
    }
}
