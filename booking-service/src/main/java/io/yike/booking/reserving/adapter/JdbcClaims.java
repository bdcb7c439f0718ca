package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.Claims;
import io.yike.booking.reserving.domain.Claim;
import io.yike.booking.wire.Ranges;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcClaims implements Claims {

    private static final String COLUMNS = """
            select claim.*, lower(blocked) as blocked_start, upper(blocked) as blocked_end,
                exists (select from possession where possession.claim_id = claim.id) as is_out
            from claim
            """;

    private record UnitOf(UUID unitId, UUID resourceId) {}

    private final JdbcClient jdbc;

    JdbcClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, List<UUID>> lockUnits(Collection<UUID> resourceIds) {
        return jdbc
                .sql("""
                        select id, resource_id from unit
                        where resource_id = any(:ids) and not retired and condition <> 'damaged'
                        order by id for no key update
                        """)
                .param("ids", resourceIds.toArray(UUID[]::new))
                .query(Row.to(row -> new UnitOf(row.uuid("id"), row.uuid("resource_id"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        UnitOf::resourceId, Collectors.mapping(UnitOf::unitId, Collectors.toList())));
    }

    @Override
    public List<Claim> active(Collection<UUID> resourceIds, Instant now, Instant backAt) {
        return jdbc
                .sql(COLUMNS + """
                        where active and resource_id = any(:ids)
                        """)
                .param("ids", resourceIds.toArray(UUID[]::new))
                .query(Row.to(JdbcClaims::claim))
                .list()
                .stream()
                .map(claim -> claim.blocked().end().isAfter(now) ? claim : over(claim, backAt))
                .toList();
    }

    /// What is over and still claimed: late, or not begun and not given up yet, so that it stays where it is.
    private static Claim over(Claim claim, Instant backAt) {
        if (!claim.out()) {
            return claim.handedOut();
        }
        return claim.blocked().end().isBefore(backAt)
                ? claim.during(new Span(claim.blocked().start(), backAt))
                : claim;
    }

    @Override
    public List<Claim> of(UUID bookingId) {
        return jdbc.sql(COLUMNS + "where booking_id = :id and active order by line, id")
                .param("id", bookingId)
                .query(Row.to(JdbcClaims::claim))
                .list();
    }

    @Override
    public Map<UUID, List<Claim>> latestOf(Collection<UUID> bookingIds) {
        return jdbc
                .sql(COLUMNS + "where booking_id = any(:ids) order by line, unit_id")
                .param("ids", bookingIds.toArray(UUID[]::new))
                .query(Row.to(JdbcClaims::claim))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Claim::bookingId));
    }

    @Override
    public void add(Collection<Claim> claims) {
        if (!claims.isEmpty()) {
            jdbc.sql("""
                            insert into claim (id, booking_id, line, resource_id, unit_id, blocked, active)
                            select id, :bookingId, line, resource_id, unit_id, tstzrange(start_at, end_at), true
                            from unnest(:ids::uuid[], :lines::int[], :resources::uuid[], :units::uuid[],
                                :starts::timestamptz[], :ends::timestamptz[])
                                as added (id, line, resource_id, unit_id, start_at, end_at)
                            order by unit_id
                            """)
                    .params(columns(claims))
                    .param("bookingId", claims.iterator().next().bookingId())
                    .update();
        }
    }

    @Override
    public void change(Collection<Claim> claims) {
        if (!claims.isEmpty()) {
            jdbc.sql("""
                            update claim set unit_id = changed.unit_id,
                                blocked = tstzrange(changed.start_at, changed.end_at)
                            from unnest(:ids::uuid[], :lines::int[], :resources::uuid[], :units::uuid[],
                                :starts::timestamptz[], :ends::timestamptz[])
                                as changed (id, line, resource_id, unit_id, start_at, end_at)
                            where claim.id = changed.id
                            """).params(columns(claims)).update();
        }
    }

    private static Map<String, @Nullable Object> columns(Collection<Claim> claims) {
        List<Claim> all = new ArrayList<>(claims);
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("ids", all.stream().map(Claim::id).toArray(UUID[]::new));
        columns.put("lines", all.stream().map(Claim::line).toArray(Integer[]::new));
        columns.put("resources", all.stream().map(Claim::resourceId).toArray(UUID[]::new));
        columns.put("units", all.stream().map(Claim::unitId).toArray(UUID[]::new));
        columns.put(
                "starts",
                all.stream().map(claim -> claim.blocked().start().toString()).toArray(String[]::new));
        columns.put(
                "ends",
                all.stream().map(claim -> claim.blocked().end().toString()).toArray(String[]::new));
        return columns;
    }

    @Override
    public void release(UUID bookingId) {
        jdbc.sql("update claim set active = false where booking_id = :id and active")
                .param("id", bookingId)
                .update();
    }

    @Override
    public void forget(UUID bookingId) {
        jdbc.sql("delete from claim where booking_id = :id")
                .param("id", bookingId)
                .update();
    }

    @Override
    public Map<UUID, UUID> holders(Collection<UUID> unitIds) {
        return jdbc
                .sql("select unit_id as id, booking_id as resource_id from possession where unit_id = any(:ids)")
                .param("ids", unitIds.toArray(UUID[]::new))
                .query(Row.to(row -> new UnitOf(row.uuid("id"), row.uuid("resource_id"))))
                .list()
                .stream()
                .collect(Collectors.toMap(UnitOf::unitId, UnitOf::resourceId));
    }

    @Override
    public void giveOut(UUID handoverId, Claim claim, Instant now, String byWhom) {
        jdbc.sql("""
                        insert into possession (unit_id, claim_id, booking_id, since)
                        values (:unitId, :claimId, :bookingId, :now)
                        """)
                .param("unitId", claim.unitId())
                .param("claimId", claim.id())
                .param("bookingId", claim.bookingId())
                .param("now", Row.utc(now))
                .update();
        jdbc.sql("""
                        insert into handover (id, booking_id, unit_id, what, condition, missing_parts, at, by_whom)
                        select :id, :bookingId, id, 'out', condition, '{}', :now, :byWhom from unit where id = :unitId
                        """)
                .param("id", handoverId)
                .param("bookingId", claim.bookingId())
                .param("unitId", claim.unitId())
                .param("now", Row.utc(now))
                .param("byWhom", byWhom)
                .update();
    }

    @Override
    public void takeBack(UUID handoverId, Claim claim, Return back, Instant now, String byWhom) {
        jdbc.sql("delete from possession where claim_id = :claimId")
                .param("claimId", claim.id())
                .update();
        jdbc.sql("update claim set active = false where id = :claimId")
                .param("claimId", claim.id())
                .update();
        jdbc.sql("update unit set condition = :condition where id = :unitId")
                .param("condition", Words.word(back.condition()))
                .param("unitId", claim.unitId())
                .update();
        jdbc.sql("""
                        insert into handover (id, booking_id, unit_id, what, condition, missing_parts, photo, note, at,
                            by_whom)
                        values (:id, :bookingId, :unitId, 'back', :condition, :missingParts, :photo, :note, :now,
                            :byWhom)
                        """)
                .param("id", handoverId)
                .param("bookingId", claim.bookingId())
                .param("unitId", claim.unitId())
                .param("condition", Words.word(back.condition()))
                .param("missingParts", back.missingParts().toArray(String[]::new))
                .param("photo", back.photo())
                .param("note", back.note())
                .param("now", Row.utc(now))
                .param("byWhom", byWhom)
                .update();
    }

    @Override
    public int forgetNotes(Instant before) {
        return jdbc.sql("""
                        update handover set note = null, photo = null
                        where at < :before and (note is not null or photo is not null)
                        """).param("before", Row.utc(before)).update();
    }

    private static Claim claim(Row row) throws SQLException {
        return new Claim(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.integer("line"),
                row.uuid("resource_id"),
                row.uuid("unit_id"),
                Ranges.span(row, "blocked"),
                row.flag("is_out"));
    }
}
