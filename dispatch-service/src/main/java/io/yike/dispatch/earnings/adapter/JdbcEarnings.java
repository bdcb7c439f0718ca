package io.yike.dispatch.earnings.adapter;

import io.yike.dispatch.earnings.Earnings;
import io.yike.dispatch.earnings.domain.Earning;
import io.yike.dispatch.wire.Rows;
import io.yike.dispatch.wire.Wire;
import io.yike.payments.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEarnings implements Earnings {

    private final JdbcClient jdbc;

    JdbcEarnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Earning earning) {
        jdbc.sql("""
                INSERT INTO earning (entry_id, courier_id, fleet_id, delivery_id, kind, amount, currency, day, at)
                VALUES (:id, :courierId, :fleetId, :deliveryId, :kind, :amount, :currency, :day, :at)
                """)
                .param("id", earning.id())
                .param("courierId", earning.courierId())
                .param("fleetId", earning.fleetId())
                .param("deliveryId", earning.deliveryId())
                .param("kind", Wire.word(earning.kind()))
                .param("amount", earning.amount().amount())
                .param("currency", earning.amount().currency())
                .param("day", earning.day())
                .param("at", Rows.time(earning.at()))
                .update();
    }

    @Override
    public List<Earning> list(UUID courierId, LocalDate day) {
        return jdbc.sql("SELECT * FROM earning WHERE courier_id = :courierId AND day = :day ORDER BY at, entry_id")
                .param("courierId", courierId)
                .param("day", day)
                .query((row, _) -> new Earning(
                        Rows.uuid(row, "entry_id"),
                        Rows.uuid(row, "courier_id"),
                        Rows.findUuid(row, "fleet_id"),
                        Rows.uuid(row, "delivery_id"),
                        Wire.constant(Earning.Kind.class, Rows.text(row, "kind")),
                        new Money(row.getLong("amount"), Rows.text(row, "currency")),
                        Objects.requireNonNull(row.getObject("day", LocalDate.class)),
                        Rows.instant(row, "at")))
                .list();
    }
}
