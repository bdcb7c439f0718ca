package io.yike.booking.feeding.adapter;

import io.yike.booking.feeding.Feeds;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.wire.Ranges;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFeeds implements Feeds {

    private static final String BOOKED = """
            select booking.id, booking.resident_id, lower(during) as during_start, upper(during) as during_end, people,
                booking.state, booking.version, facility.name as facility, facility.address,
                (select string_agg(case when line.quantity = 1 then resource.name
                            else line.quantity || ' × ' || resource.name end, ', ' order by line.line)
                    from booking_line line join resource on resource.id = line.resource_id
                    where line.booking_id = booking.id) as what
            from booking join facility on facility.id = booking.facility_id
            """;
    private static final String STANDS = " booking.state not in ('expired', 'cancelled', 'refused') ";

    private final JdbcClient jdbc;

    JdbcFeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Link link) {
        jdbc.sql("""
                        insert into calendar_link (id, resident_id, resource_id, facility_id, revoked, created_at)
                        values (:id, :residentId, :resourceId, :facilityId, :revoked, :createdAt)
                        """)
                .param("id", link.id())
                .param("residentId", link.residentId())
                .param("resourceId", link.resourceId())
                .param("facilityId", link.facilityId())
                .param("revoked", link.revoked())
                .param("createdAt", Row.utc(link.createdAt()))
                .update();
    }

    @Override
    public Optional<Link> find(UUID linkId) {
        return jdbc.sql("select * from calendar_link where id = :id")
                .param("id", linkId)
                .query(Row.to(JdbcFeeds::link))
                .optional();
    }

    @Override
    public List<Link> list(Set<UUID> residents, Set<UUID> facilities) {
        return jdbc.sql("""
                        select * from calendar_link
                        where resident_id = any(:residents) or facility_id = any(:facilities)
                        order by id desc limit 200
                        """)
                .param("residents", residents.toArray(UUID[]::new))
                .param("facilities", facilities.toArray(UUID[]::new))
                .query(Row.to(JdbcFeeds::link))
                .list();
    }

    @Override
    public void revoke(UUID linkId) {
        jdbc.sql("update calendar_link set revoked = true where id = :id")
                .param("id", linkId)
                .update();
    }

    @Override
    public List<Booked> ofResident(UUID residentId, Instant from) {
        return jdbc.sql(BOOKED + "where resident_id = :id and upper(during) > :from and" + STANDS + "order by 3, 1")
                .param("id", residentId)
                .param("from", Row.utc(from))
                .query(Row.to(JdbcFeeds::booked))
                .list();
    }

    @Override
    public List<Booked> ofResource(UUID resourceId, Instant from) {
        return jdbc.sql("""
                        with recursive within as (
                            select id from resource where id = :id
                            union all select part.id from resource part join within on part.parent_id = within.id),
                        around as (
                            select parent_id as id from resource where id = :id
                            union all select room.parent_id from resource room join around on room.id = around.id)
                        """ + BOOKED + """
                        where booking.facility_id = (select facility_id from resource where id = :id)
                            and upper(during) > :from and exists (
                            select from booking_line line where line.booking_id = booking.id
                                and line.resource_id in (select id from within union select id from around)) and
                        """ + STANDS + "order by 3, 1")
                .param("id", resourceId)
                .param("from", Row.utc(from))
                .query(Row.to(JdbcFeeds::booked))
                .list();
    }

    @Override
    public List<Booked> ofFacility(UUID facilityId, Span span) {
        return jdbc.sql(BOOKED + """
                        where booking.facility_id = :id and upper(during) > :start and lower(during) < :end order by 3, 1
                        """)
                .param("id", facilityId)
                .param("start", Row.utc(span.start()))
                .param("end", Row.utc(span.end()))
                .query(Row.to(JdbcFeeds::booked))
                .list();
    }

    private static Link link(Row row) throws SQLException {
        return new Link(
                row.uuid("id"),
                row.findUuid("resident_id").orElse(null),
                row.findUuid("resource_id").orElse(null),
                row.findUuid("facility_id").orElse(null),
                row.flag("revoked"),
                row.instant("created_at"));
    }

    private static Booked booked(Row row) throws SQLException {
        return new Booked(
                row.uuid("id"),
                row.uuid("resident_id"),
                Ranges.span(row, "during"),
                row.integer("people"),
                row.text("what"),
                row.text("facility"),
                row.findText("address").orElse(null),
                row.text("state"),
                row.number("version"));
    }
}
