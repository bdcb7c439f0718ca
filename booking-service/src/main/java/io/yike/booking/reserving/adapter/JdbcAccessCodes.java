package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.AccessCodes;
import io.yike.booking.wire.CodeSeal;
import io.yike.booking.wire.Ranges;
import io.yike.kit.jdbc.Row;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAccessCodes implements AccessCodes {

    private static final int CODES = 1_000_000;

    /// A house would need hundreds of thousands of bookings at once before so many tries all meet a code that
    /// is in
    /// use.
    private static final int TRIES = 100;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sealed(byte[] sealed, Span valid) {}

    private final JdbcClient jdbc;
    private final CodeSeal seal;
    private final SecureRandom random = new SecureRandom();

    JdbcAccessCodes(JdbcClient jdbc, CodeSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    @Override
    public void issue(UUID bookingId, UUID facilityId, Span valid) {
        revoke(bookingId);
        for (int i = 0; i < TRIES; i++) {
            String code = "%06d".formatted(random.nextInt(CODES));
            int rows = jdbc.sql("""
                            insert into access_code (booking_id, number, facility_id, digest, sealed, valid, revoked)
                            values (:bookingId, 1 + (select count(*) from access_code where booking_id = :bookingId),
                                :facilityId, :digest, :sealed, tstzrange(:start, :end), false)
                            on conflict do nothing
                            """)
                    .param("bookingId", bookingId)
                    .param("facilityId", facilityId)
                    .param("digest", seal.digest(facilityId, code))
                    .param("sealed", seal.seal(bookingId, code))
                    .param("start", Row.utc(valid.start()))
                    .param("end", Row.utc(valid.end()))
                    .update();
            if (rows == 1) {
                return;
            }
        }
        throw new IllegalStateException("No access code is left at " + facilityId);
    }

    @Override
    public void revoke(UUID bookingId) {
        jdbc.sql("update access_code set revoked = true where booking_id = :id and not revoked")
                .param("id", bookingId)
                .update();
    }

    @Override
    public Optional<AccessCode> find(UUID bookingId) {
        return jdbc.sql("""
                        select translate(encode(sealed, 'base64'), chr(10), '') as sealed, lower(valid) as valid_start, upper(valid) as valid_end from access_code
                        where booking_id = :id and not revoked
                        """)
                .param("id", bookingId)
                .query(Row.to(
                        row -> new Sealed(Base64.getDecoder().decode(row.text("sealed")), Ranges.span(row, "valid"))))
                .optional()
                .flatMap(
                        found -> seal.open(bookingId, found.sealed()).map(code -> new AccessCode(code, found.valid())));
    }

    @Override
    public Optional<UUID> findBooking(UUID resourceId, String code, Instant now) {
        UUID facilityId = jdbc.sql("select facility_id from resource where id = :id")
                .param("id", resourceId)
                .query(Row.to(row -> row.uuid("facility_id")))
                .single();
        return jdbc.sql("""
                        select access_code.booking_id from access_code
                        join resource on resource.facility_id = access_code.facility_id
                        where resource.id = :resourceId and digest = :digest and not revoked and valid @> :now::timestamptz
                            and (exists (select from booking_line line
                                    where line.booking_id = access_code.booking_id and line.resource_id = :resourceId)
                                or exists (select from claim
                                    where claim.booking_id = access_code.booking_id and claim.active
                                        and claim.resource_id = :resourceId))
                        """)
                .param("resourceId", resourceId)
                .param("digest", seal.digest(facilityId, code))
                .param("now", Row.utc(now))
                .query(Row.to(row -> row.uuid("booking_id")))
                .optional();
    }

    @Override
    public int wrongCodesLocked(UUID resourceId, Instant since) {
        jdbc.sql("select id from resource where id = :id for no key update")
                .param("id", resourceId)
                .query(Row.to(row -> row.uuid("id")))
                .single();
        jdbc.sql("delete from wrong_code where resource_id = :id and at <= :since")
                .param("id", resourceId)
                .param("since", Row.utc(since))
                .update();
        return jdbc.sql("select count(*) as number from wrong_code where resource_id = :id")
                .param("id", resourceId)
                .query(Row.to(row -> Math.toIntExact(row.number("number"))))
                .single();
    }

    @Override
    public void addWrongCode(UUID resourceId, Instant at) {
        jdbc.sql("insert into wrong_code (resource_id, at) values (:id, :at)")
                .param("id", resourceId)
                .param("at", Row.utc(at))
                .update();
    }
}
