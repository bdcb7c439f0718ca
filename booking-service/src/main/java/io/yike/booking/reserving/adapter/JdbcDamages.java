package io.yike.booking.reserving.adapter;

import io.yike.booking.reserving.Damages;
import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDamages implements Damages {

    private final JdbcClient jdbc;

    JdbcDamages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Damage damage) {
        jdbc.sql("""
                        insert into damage (id, booking_id, unit_id, description, photo, reported_by, reported_at)
                        values (:id, :bookingId, :unitId, :description, :photo, :reportedBy, :reportedAt)
                        """)
                .param("id", damage.id())
                .param("bookingId", damage.bookingId())
                .param("unitId", damage.unitId())
                .param("description", damage.description())
                .param("photo", damage.photo())
                .param("reportedBy", damage.reportedBy())
                .param("reportedAt", Row.utc(damage.reportedAt()))
                .update();
    }

    @Override
    public List<Damage> list(UUID bookingId) {
        return jdbc.sql("select * from damage where booking_id = :id order by id")
                .param("id", bookingId)
                .query(Row.to(JdbcDamages::damage))
                .list();
    }

    @Override
    public void keep(UUID damageId, Money kept) {
        jdbc.sql("update damage set kept = :kept where id = :id")
                .param("kept", kept.amount())
                .param("id", damageId)
                .update();
    }

    private static Damage damage(Row row) throws SQLException {
        return new Damage(
                row.uuid("id"),
                row.uuid("booking_id"),
                row.findUuid("unit_id").orElse(null),
                row.text("description"),
                row.findText("photo").orElse(null),
                row.findNumber("kept").orElse(null),
                row.text("reported_by"),
                row.instant("reported_at"));
    }
}
