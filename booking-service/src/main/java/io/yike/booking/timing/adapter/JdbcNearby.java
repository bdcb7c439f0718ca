package io.yike.booking.timing.adapter;

import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.timing.Nearby;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcNearby implements Nearby {

    private final JdbcClient jdbc;

    JdbcNearby(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Great circles by the haversine formula, on a sphere of the mean radius (6,371,008.8 m). A degree of
    /// latitude is
    /// 111,195 m everywhere, so the band is looked up by its index first; meridians meet at the poles, so
    /// nothing is cut
    /// off by longitude.
    @Override
    public List<Match> list(@Nullable Place place, @Nullable Kind kind, Set<String> features, int limit) {
        return jdbc.sql("""
                        with far as (
                            select facility.id, facility.name,
                                case when :lat::double precision is null then null
                                    else 2 * 6371008.8 * asin(least(1, sqrt(
                                        sin(radians(lat - :lat) / 2) ^ 2
                                        + cos(radians(:lat)) * cos(radians(lat)) * sin(radians(lng - :lng) / 2) ^ 2)))
                                end as metres
                            from facility
                            where :lat::double precision is null
                                or lat between :lat - :within / 111195.0 and :lat + :within / 111195.0)
                        select resource.facility_id, resource.id, round(far.metres)::int as metres
                        from far join resource on resource.facility_id = far.id
                        where (far.metres is null or far.metres <= :within) and not resource.retired
                            and (:kind::text is null or resource.kind = :kind) and resource.features @> :features::text[]
                        order by far.metres, far.name, resource.name, resource.id limit :limit
                        """)
                .param("lat", place == null ? null : place.lat())
                .param("lng", place == null ? 0.0 : place.lng())
                .param("within", place == null ? 0 : place.withinMetres())
                .param("kind", kind == null ? null : Words.word(kind))
                .param("features", Words.array(features))
                .param("limit", limit)
                .query(Row.to(row -> new Match(
                        row.uuid("facility_id"),
                        row.uuid("id"),
                        row.findInteger("metres").orElse(null))))
                .list();
    }
}
