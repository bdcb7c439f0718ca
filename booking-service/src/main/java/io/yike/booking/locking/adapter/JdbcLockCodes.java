package io.yike.booking.locking.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.locking.LockCodes;
import io.yike.booking.locking.domain.LockCode;
import io.yike.booking.wire.CodeSeal;
import io.yike.booking.wire.Ranges;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLockCodes implements LockCodes {

    private static final String COLUMNS = "*, lower(valid) as valid_start, upper(valid) as valid_end";

    private final JdbcClient jdbc;
    private final CodeSeal seal;

    JdbcLockCodes(JdbcClient jdbc, CodeSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    @Override
    public void setAll(UUID bookingId, Span valid, Instant due) {
        jdbc.sql("""
                        insert into lock_code (booking_id, number, resource_id, lock_id, valid, state, step_due_at)
                        select code.booking_id, code.number, resource.id, resource.lock_id, tstzrange(:start, :end),
                            'setting', :due
                        from access_code code, resource
                        where code.booking_id = :id and not code.revoked and resource.lock_id is not null
                            and (resource.id in (select resource_id from booking_line where booking_id = :id)
                                or resource.id in (select resource_id from claim where booking_id = :id and active))
                        """)
                .param("id", bookingId)
                .param("start", Row.utc(valid.start()))
                .param("end", Row.utc(valid.end()))
                .param("due", Row.utc(due))
                .update();
    }

    @Override
    public void revokeAll(UUID bookingId, Instant due) {
        jdbc.sql("""
                        update lock_code set state = 'revoking', attempts = 0, step_due_at = :due, leased_until = null
                        where booking_id = :id and state in ('setting', 'set')
                        """).param("id", bookingId).param("due", Row.utc(due)).update();
    }

    @Override
    public List<LockCode> present(UUID bookingId) {
        return jdbc.sql("select " + COLUMNS + """
                         from lock_code where booking_id = :id
                            and number = (select number from access_code where booking_id = :id and not revoked)
                        order by resource_id
                        """)
                .param("id", bookingId)
                .query(Row.to(JdbcLockCodes::code))
                .list();
    }

    @Override
    public List<LockCode> lease(Instant now, Duration lease, Duration doubt, int limit) {
        return jdbc.sql("""
                        update lock_code set leased_until = :until, attempts = attempts + 1,
                            doubtful_until = case when state = 'setting' then :doubtfulUntil else doubtful_until end
                        where (booking_id, number, resource_id) in (
                            select booking_id, number, resource_id from lock_code
                            where step_due_at <= :now and (leased_until is null or leased_until <= :now)
                            order by step_due_at limit :limit for update skip locked)
                        returning\s""" + COLUMNS)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(lease)))
                .param("doubtfulUntil", Row.utc(now.plus(doubt)))
                .param("limit", limit)
                .query(Row.to(JdbcLockCodes::code))
                .list();
    }

    @Override
    public LockCode lock(LockCode code) {
        return jdbc.sql("select " + COLUMNS + """
                         from lock_code
                        where booking_id = :bookingId and number = :number and resource_id = :resourceId for update
                        """)
                .param("bookingId", code.bookingId())
                .param("number", code.number())
                .param("resourceId", code.resourceId())
                .query(Row.to(JdbcLockCodes::code))
                .single();
    }

    @Override
    public void save(LockCode code, Instant due) {
        boolean isDue = code.state() == LockCode.State.SETTING || code.state() == LockCode.State.REVOKING;
        jdbc.sql("""
                        update lock_code set state = :state, attempts = :attempts, step_due_at = :due, leased_until = null
                        where booking_id = :bookingId and number = :number and resource_id = :resourceId
                        """)
                .param("bookingId", code.bookingId())
                .param("number", code.number())
                .param("resourceId", code.resourceId())
                .param("state", Words.word(code.state()))
                .param("attempts", code.attempts())
                .param("due", isDue ? Row.utc(due) : null)
                .update();
    }

    @Override
    public Optional<String> offlineCode(UUID resourceId) {
        return jdbc.sql("""
                        select translate(encode(sealed, 'base64'), chr(10), '') as sealed from offline_code
                        where resource_id = :id
                        """)
                .param("id", resourceId)
                .query(Row.to(row -> row.text("sealed")))
                .optional()
                .flatMap(kept -> seal.open(resourceId, Base64.getDecoder().decode(kept)));
    }

    @Override
    public void setOfflineCode(UUID resourceId, String code) {
        jdbc.sql("""
                        insert into offline_code (resource_id, sealed) values (:id, :sealed)
                        on conflict (resource_id) do update set sealed = excluded.sealed
                        """)
                .param("id", resourceId)
                .param("sealed", seal.seal(resourceId, code))
                .update();
    }

    private static LockCode code(Row row) throws SQLException {
        return new LockCode(
                row.uuid("booking_id"),
                row.integer("number"),
                row.uuid("resource_id"),
                row.text("lock_id"),
                Ranges.span(row, "valid"),
                Words.constant(LockCode.State.class, row.text("state")),
                row.integer("attempts"),
                row.findInstant("doubtful_until").orElse(null));
    }
}
