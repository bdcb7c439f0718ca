package io.yike.booking.timing.adapter;

import io.yike.booking.keeping.domain.Span;
import io.yike.booking.timing.Loads;
import io.yike.booking.wire.Ranges;
import io.yike.kit.jdbc.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLoads implements Loads {

    private record Count(UUID resourceId, int units) {}

    private record Taken(UUID resourceId, Span span) {}

    private final JdbcClient jdbc;

    JdbcLoads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, Integer> units(Collection<UUID> resourceIds) {
        return jdbc
                .sql("""
                        select resource_id, count(*) as number from unit
                        where resource_id = any(:ids) and not retired and condition <> 'damaged' group by resource_id
                        """)
                .param("ids", resourceIds.toArray(UUID[]::new))
                .query(Row.to(row -> new Count(row.uuid("resource_id"), Math.toIntExact(row.number("number")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Count::resourceId, Count::units));
    }

    @Override
    public Map<UUID, List<Span>> taken(
            Collection<UUID> resourceIds, Span within, Instant backAt, @Nullable UUID except) {
        return jdbc
                .sql("""
                        select resource_id, lower(blocked) as blocked_start, upper(blocked) as blocked_end from claim
                        where active and resource_id = any(:ids) and blocked && tstzrange(:start, :end)
                            and booking_id is distinct from :except
                        union all
                        select claim.resource_id, upper(claim.blocked), :backAt from possession
                        join claim on claim.id = possession.claim_id
                        where claim.active and claim.resource_id = any(:ids) and upper(claim.blocked) < :backAt
                        """)
                .param("ids", resourceIds.toArray(UUID[]::new))
                .param("start", Row.utc(within.start()))
                .param("end", Row.utc(within.end()))
                .param("backAt", Row.utc(backAt))
                .param("except", except)
                .query(Row.to(row -> new Taken(row.uuid("resource_id"), Ranges.span(row, "blocked"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(Taken::resourceId, Collectors.mapping(Taken::span, Collectors.toList())));
    }
}
