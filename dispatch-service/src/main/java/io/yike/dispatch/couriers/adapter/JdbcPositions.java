package io.yike.dispatch.couriers.adapter;

import io.yike.dispatch.couriers.Positions;
import io.yike.dispatch.couriers.domain.Position;
import io.yike.dispatch.wire.Rows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Last known positions in PostgreSQL: the assignment goes on with them when Redis is away.
@Repository
class JdbcPositions implements Positions {

    private final JdbcClient jdbc;

    JdbcPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void keep(UUID courierId, Position position) {
        jdbc.sql("""
                INSERT INTO courier_position AS known (courier_id, latitude, longitude, at)
                VALUES (:courierId, :latitude, :longitude, :at)
                ON CONFLICT (courier_id) DO UPDATE
                SET latitude = excluded.latitude, longitude = excluded.longitude, at = excluded.at
                WHERE known.at < excluded.at
                """)
                .param("courierId", courierId)
                .param("latitude", position.point().latitude())
                .param("longitude", position.point().longitude())
                .param("at", Rows.time(position.at()))
                .update();
    }

    @Override
    public Map<UUID, Position> of(Collection<UUID> courierIds) {
        Map<UUID, Position> known = new HashMap<>();
        jdbc.sql("SELECT * FROM courier_position WHERE courier_id = ANY (:ids)")
                .param("ids", courierIds.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        Rows.uuid(row, "courier_id"), new Position(Rows.coordinate(row, ""), Rows.instant(row, "at"))))
                .list()
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }
}
