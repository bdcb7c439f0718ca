package io.yike.recycling.figures.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.recycling.figures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFigures implements Figures {

    private final JdbcClient jdbc;

    JdbcFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Collected(String stream, long grams) {}

    @Override
    public Map<String, Long> collected(Instant from, Instant until) {
        Map<String, Long> grams = new TreeMap<>();
        jdbc.sql("""
                SELECT stream, sum(accepted_grams)::bigint AS grams FROM custody_entry
                WHERE taker_kind = 'plant' AND giver_kind IN ('crew', 'depot') AND at >= :from AND at < :until
                GROUP BY stream
                """)
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .query(Row.to(row -> new Collected(row.text("stream"), row.number("grams"))))
                .list()
                .forEach(one -> grams.put(one.stream(), one.grams()));
        return grams;
    }

    @Override
    public Duration overflow(Instant from, Instant until, Duration believed) {
        double seconds = jdbc.sql("""
                WITH measured AS (
                    SELECT measured_at, fill_percent,
                        lead(measured_at, 1, :until::timestamptz) OVER (PARTITION BY bin_id ORDER BY measured_at) AS next
                    FROM reading
                    WHERE fill_percent IS NOT NULL AND measured_at >= :from AND measured_at < :until
                )
                SELECT coalesce(sum(least(
                    extract(epoch FROM next - measured_at), :believed)), 0)::double precision AS seconds
                FROM measured WHERE fill_percent >= 95
                """)
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .param("believed", believed.toSeconds())
                .query(Row.to(row -> row.real("seconds")))
                .single();
        return Duration.ofSeconds(Math.round(seconds));
    }

    @Override
    public long metres(Instant from, Instant until) {
        return jdbc.sql("""
                SELECT (SELECT coalesce(sum(metres), 0) FROM stop WHERE finished_at >= :from AND finished_at < :until)
                    + (SELECT coalesce(sum(metres), 0) FROM unloading WHERE at >= :from AND at < :until)
                    + (SELECT coalesce(sum(metres), 0) FROM crew_shift WHERE ended_at >= :from AND ended_at < :until)
                """)
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .query(Long.class)
                .single();
    }

    @Override
    public Visits visits(Instant from, Instant until) {
        return jdbc.sql("""
                SELECT count(*) AS ended,
                    count(*) FILTER (
                        WHERE state = 'collected'
                          AND (SELECT count(*) FROM stop s WHERE s.job_id = j.job_id AND s.state = 'finished') <= 1)
                    AS at_once
                FROM collection_job j
                WHERE state IN ('collected', 'refused') AND ended_at >= :from AND ended_at < :until
                """)
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .query(Row.to(row -> new Visits(row.number("ended"), row.number("at_once"))))
                .single();
    }

    @Override
    public long residents(Instant from, Instant until) {
        return jdbc.sql("""
                SELECT count(*) FROM (
                    SELECT resident_id FROM weigh_in WHERE weighed_at >= :from AND weighed_at < :until
                    UNION
                    SELECT resident_id FROM pickup
                    WHERE state = 'collected' AND ended_at >= :from AND ended_at < :until) AS everybody
                """)
                .param("from", Row.utc(from))
                .param("until", Row.utc(until))
                .query(Long.class)
                .single();
    }
}
