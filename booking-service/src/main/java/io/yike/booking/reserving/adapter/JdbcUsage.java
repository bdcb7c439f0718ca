package io.yike.booking.reserving.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.reserving.Usage;
import io.yike.booking.wire.Ranges;
import io.yike.kit.jdbc.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcUsage implements Usage {

    private final JdbcClient jdbc;

    JdbcUsage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void lock(UUID facilityId, UUID residentId) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:scope, 0))")
                .param("scope", "usage\n" + facilityId + "\n" + residentId)
                .query((_, _) -> true)
                .single();
    }

    @Override
    public int count(UUID residentId, UUID facilityId, @Nullable UUID resourceId, Span within, @Nullable UUID except) {
        return jdbc.sql("""
                        select count(*) as number from booking
                        where resident_id = :residentId and facility_id = :facilityId
                            and lower(during) >= :start and lower(during) < :end
                            and state not in ('cancelled', 'expired', 'refused') and id is distinct from :except
                            and (:resourceId::uuid is null or exists (
                                select from booking_line line
                                where line.booking_id = booking.id and line.resource_id = :resourceId))
                        """)
                .param("residentId", residentId)
                .param("facilityId", facilityId)
                .param("resourceId", resourceId)
                .param("start", Row.utc(within.start()))
                .param("end", Row.utc(within.end()))
                .param("except", except)
                .query(Row.to(row -> Math.toIntExact(row.number("number"))))
                .single();
    }

    @Override
    public List<Instant> missed(UUID residentId, UUID facilityId, Instant since) {
        return jdbc.sql("""
                        select lower(during) as began from booking
                        where resident_id = :residentId and facility_id = :facilityId and (state = 'no_show' or given_up_late)
                            and lower(during) > :since
                        order by 1 desc
                        """)
                .param("residentId", residentId)
                .param("facilityId", facilityId)
                .param("since", Row.utc(since))
                .query(Row.to(row -> row.instant("began")))
                .list();
    }

    @Override
    public List<Taken> takenByOthers(Collection<UUID> resourceIds, String group, Span within, @Nullable UUID except) {
        return jdbc.sql("""
                        select lower(during) as during_start, upper(during) as during_end, line.quantity
                        from booking_line line join booking on booking.id = line.booking_id
                        where line.resource_id = any(:ids) and during && tstzrange(:start, :end)
                            and state not in ('cancelled', 'expired', 'refused', 'no_show') and booking.id is distinct from :except
                            and not exists (
                                select from member
                                where member.facility_id = booking.facility_id
                                    and member.resident_id = booking.resident_id and :name = any(member.groups))
                        """)
                .param("ids", resourceIds.toArray(UUID[]::new))
                .param("start", Row.utc(within.start()))
                .param("end", Row.utc(within.end()))
                .param("except", except)
                .param("name", group)
                .query(Row.to(row -> new Taken(Ranges.span(row, "during"), row.integer("quantity"))))
                .list();
    }
}
