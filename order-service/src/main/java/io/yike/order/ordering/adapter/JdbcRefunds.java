package io.yike.order.ordering.adapter;

import io.yike.order.ordering.Refunds;
import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Fault;
import io.yike.order.ordering.domain.Refund;
import io.yike.order.wire.Rows;
import io.yike.order.wire.Wire;
import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefunds implements Refunds {

    private final JdbcClient jdbc;

    JdbcRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Refund refund) {
        jdbc.sql("""
                insert into refund (id, order_id, amount, currency, reason, fault, requested_by, status, requested_at)
                values (:id, :orderId, :amount, :currency, :reason, :fault, :requestedBy, :status, :requestedAt)
                """)
                .param("id", refund.id())
                .param("orderId", refund.orderId())
                .param("amount", refund.amount().amount())
                .param("currency", refund.amount().currency())
                .param("reason", Wire.word(refund.reason()))
                .param("fault", Wire.word(refund.fault()))
                .param("requestedBy", refund.requestedBy().id())
                .param("status", Wire.word(refund.status()))
                .param("requestedAt", Rows.time(refund.requestedAt()))
                .update();
    }

    @Override
    public Refund get(UUID id) {
        return jdbc.sql("select * from refund where id = :id")
                .param("id", id)
                .query(JdbcRefunds::refund)
                .single();
    }

    @Override
    public void save(Refund refund) {
        jdbc.sql("update refund set status = :status, settled_at = :settledAt where id = :id")
                .param("id", refund.id())
                .param("status", Wire.word(refund.status()))
                .param("settledAt", Rows.time(refund.settledAt()))
                .update();
    }

    @Override
    public List<Refund> list(UUID orderId, int limit) {
        return jdbc.sql("""
                select * from refund where order_id = :orderId
                order by requested_at desc, id desc
                limit :limit
                """)
                .param("orderId", orderId)
                .param("limit", limit)
                .query(JdbcRefunds::refund)
                .list();
    }

    private static Refund refund(ResultSet row, int number) throws SQLException {
        return new Refund(
                Rows.id(row, "id"),
                Rows.id(row, "order_id"),
                new Money(row.getLong("amount"), Rows.text(row, "currency")),
                Wire.constant(Refund.Reason.class, Rows.text(row, "reason")),
                Wire.constant(Fault.class, Rows.text(row, "fault")),
                new Actor(Actor.Kind.OPERATOR, Rows.text(row, "requested_by")),
                Wire.constant(Refund.Status.class, Rows.text(row, "status")),
                Rows.instant(row, "requested_at"),
                Rows.find(row, "settled_at"));
    }
}
