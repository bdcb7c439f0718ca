package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.WaitingLists;
import io.yike.booking.reserving.domain.Waiting;
import io.yike.booking.reserving.domain.WaitingState;
import io.yike.booking.wire.Ranges;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcWaitingLists implements WaitingLists {

    private static final String COLUMNS =
            "select *, lower(during) as during_start, upper(during) as during_end from waiting ";

    /// Nobody waits for what begins later: horizons are shorter.
    private static final Duration LONGEST_AHEAD = Duration.ofDays(1000);

    private final JdbcClient jdbc;

    JdbcWaitingLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Waiting> find(UUID waitingId) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", waitingId)
                .query(Row.to(JdbcWaitingLists::waiting))
                .optional();
    }

    @Override
    public Optional<Waiting> findLocked(UUID waitingId) {
        return jdbc.sql(COLUMNS + "where id = :id for no key update")
                .param("id", waitingId)
                .query(Row.to(JdbcWaitingLists::waiting))
                .optional();
    }

    @Override
    public List<Waiting> list(UUID residentId, @Nullable UUID before, int limit) {
        return jdbc.sql(COLUMNS + """
                        where resident_id = :residentId and (:before::uuid is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("residentId", residentId)
                .param("before", before)
                .param("limit", limit)
                .query(Row.to(JdbcWaitingLists::waiting))
                .list();
    }

    @Override
    public boolean add(Waiting waiting) {
        return jdbc.sql("""
                        insert into waiting (id, resource_id, facility_id, resident_id, during, quantity, state,
                            created_at)
                        values (:id, :resourceId, :facilityId, :residentId, tstzrange(:start, :end), :quantity,
                            'waiting', :createdAt)
                        on conflict do nothing
                        """)
                        .param("id", waiting.id())
                        .param("resourceId", waiting.resourceId())
                        .param("facilityId", waiting.facilityId())
                        .param("residentId", waiting.residentId())
                        .param("start", Row.utc(waiting.span().start()))
                        .param("end", Row.utc(waiting.span().end()))
                        .param("quantity", waiting.quantity())
                        .param("createdAt", Row.utc(waiting.createdAt()))
                        .update()
                == 1;
    }

    @Override
    public void save(Waiting waiting) {
        jdbc.sql("update waiting set state = :state, booking_id = :bookingId where id = :id")
                .param("id", waiting.id())
                .param("state", waiting.state().word())
                .param("bookingId", bookingId(waiting.state()))
                .update();
    }

    private static @Nullable UUID bookingId(WaitingState state) {
        return switch (state) {
            case WaitingState.Offered(UUID bookingId) -> bookingId;
            case WaitingState.Taken(UUID bookingId) -> bookingId;
            case WaitingState.Lapsed(UUID bookingId) -> bookingId;
            case WaitingState.InLine _, WaitingState.Left _, WaitingState.Passed _ -> null;
        };
    }

    @Override
    public Optional<Waiting> findOffered(UUID bookingId) {
        return jdbc.sql(COLUMNS + "where booking_id = :id and state = 'offered' for no key update")
                .param("id", bookingId)
                .query(Row.to(JdbcWaitingLists::waiting))
                .optional();
    }

    @Override
    public List<Waiting> inLine(UUID facilityId, Span span, Instant now) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:scope, 0))")
                .param("scope", "waiting\n" + facilityId)
                .query((_, _) -> true)
                .single();
        return jdbc.sql(COLUMNS + """
                        where facility_id = :facilityId and state = 'waiting' and during && tstzrange(:start, :end)
                            and lower(during) > :now
                        order by id for no key update
                        """)
                .param("facilityId", facilityId)
                .param("start", Row.utc(span.start()))
                .param("end", Row.utc(span.end()))
                .param("now", Row.utc(now))
                .query(Row.to(JdbcWaitingLists::waiting))
                .list();
    }

    @Override
    public void passAll(Instant now) {
        jdbc.sql("update waiting set state = 'passed' where state = 'waiting' and lower(during) <= :now")
                .param("now", Row.utc(now))
                .update();
    }

    @Override
    public List<Waiting> inLine(UUID facilityId, Instant now) {
        return inLine(facilityId, new Span(now, now.plus(LONGEST_AHEAD)), now);
    }

    private static Waiting waiting(Row row) throws SQLException {
        return new Waiting(
                row.uuid("id"),
                row.uuid("facility_id"),
                row.uuid("resource_id"),
                row.uuid("resident_id"),
                Ranges.span(row, "during"),
                row.integer("quantity"),
                state(row),
                row.instant("created_at"));
    }

    private static WaitingState state(Row row) throws SQLException {
        String word = row.text("state");
        return switch (word) {
            case "waiting" -> new WaitingState.InLine();
            case "offered" -> new WaitingState.Offered(row.uuid("booking_id"));
            case "taken" -> new WaitingState.Taken(row.uuid("booking_id"));
            case "lapsed" -> new WaitingState.Lapsed(row.uuid("booking_id"));
            case "left" -> new WaitingState.Left();
            case "passed" -> new WaitingState.Passed();
            default -> throw new SQLException("No state of somebody in line: " + word);
        };
    }
}
