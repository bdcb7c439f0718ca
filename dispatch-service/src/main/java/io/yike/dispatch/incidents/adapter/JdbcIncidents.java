package io.yike.dispatch.incidents.adapter;

import io.yike.dispatch.incidents.Incidents;
import io.yike.dispatch.incidents.domain.Incident;
import io.yike.dispatch.incidents.domain.Incident.Resolution;
import io.yike.dispatch.incidents.domain.IncidentDecision;
import io.yike.dispatch.incidents.domain.IncidentReason;
import io.yike.dispatch.wire.Rows;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcIncidents implements Incidents {

    private final JdbcClient jdbc;

    JdbcIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Incident incident) {
        jdbc.sql("""
                INSERT INTO incident (incident_id, delivery_id, order_id, courier_id, fleet_id, reason, raised_at)
                VALUES (:id, :deliveryId, :orderId, :courierId, :fleetId, :reason, :raisedAt)
                """)
                .param("id", incident.id())
                .param("deliveryId", incident.deliveryId())
                .param("orderId", incident.orderId())
                .param("courierId", incident.courierId())
                .param("fleetId", incident.fleetId())
                .param("reason", Wire.word(incident.reason()))
                .param("raisedAt", Rows.time(incident.raisedAt()))
                .update();
    }

    @Override
    public void save(Incident incident) {
        Resolution resolution = incident.resolution();
        jdbc.sql("""
                UPDATE incident SET decision = :decision, note = :note, resolved_at = :resolvedAt
                WHERE incident_id = :id
                """)
                .param("decision", resolution == null ? null : Wire.word(resolution.decision()))
                .param("note", resolution == null ? null : resolution.note())
                .param("resolvedAt", resolution == null ? null : Rows.time(resolution.at()))
                .param("id", incident.id())
                .update();
    }

    @Override
    public Optional<Incident> find(UUID incidentId) {
        return jdbc.sql("SELECT * FROM incident WHERE incident_id = :id")
                .param("id", incidentId)
                .query(JdbcIncidents::incident)
                .optional();
    }

    @Override
    public Optional<Incident> findOpenOf(UUID deliveryId) {
        return jdbc.sql("SELECT * FROM incident WHERE delivery_id = :deliveryId AND resolved_at IS NULL")
                .param("deliveryId", deliveryId)
                .query(JdbcIncidents::incident)
                .optional();
    }

    @Override
    public List<Incident> list(
            @Nullable Set<UUID> fleets,
            @Nullable Boolean open,
            @Nullable UUID deliveryId,
            @Nullable Cursor after,
            int limit) {
        return jdbc.sql("""
                SELECT * FROM incident
                WHERE (:all OR fleet_id = ANY (:fleets))
                  AND (:open::boolean IS NULL OR (resolved_at IS NULL) = :open)
                  AND (:deliveryId::uuid IS NULL OR delivery_id = :deliveryId)
                  AND (:afterId::uuid IS NULL OR (raised_at, incident_id) < (:afterAt, :afterId))
                ORDER BY raised_at DESC, incident_id DESC
                LIMIT :limit
                """)
                .param("all", fleets == null)
                .param("fleets", fleets == null ? new UUID[0] : fleets.toArray(UUID[]::new))
                .param("open", open)
                .param("deliveryId", deliveryId)
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Rows.time(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(JdbcIncidents::incident)
                .list();
    }

    private static Incident incident(ResultSet row, int number) throws SQLException {
        String decision = row.getString("decision");
        return new Incident(
                Rows.uuid(row, "incident_id"),
                Rows.uuid(row, "delivery_id"),
                Rows.uuid(row, "order_id"),
                Rows.uuid(row, "courier_id"),
                Rows.findUuid(row, "fleet_id"),
                Wire.constant(IncidentReason.class, Rows.text(row, "reason")),
                Rows.instant(row, "raised_at"),
                decision == null
                        ? null
                        : new Resolution(
                                Wire.constant(IncidentDecision.class, decision),
                                row.getString("note"),
                                Rows.instant(row, "resolved_at")));
    }
}
