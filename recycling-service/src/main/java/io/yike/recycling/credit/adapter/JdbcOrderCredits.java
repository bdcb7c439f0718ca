package io.yike.recycling.credit.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import io.yike.recycling.credit.OrderCredits;
import io.yike.recycling.credit.domain.CreditStep;
import io.yike.recycling.credit.domain.OrderCredit;
import io.yike.recycling.credit.domain.OrderCredit.Why;
import io.yike.recycling.wire.Wire;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcOrderCredits implements OrderCredits {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    JdbcOrderCredits(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    /// What order-service is told; the schema of the event.
    private record Answered(
            UUID stepId,
            UUID orderId,
            String outcome,
            @Nullable String reason,
            Instant answeredAt) {}

    @Override
    public Optional<OrderCredit> findLocked(UUID orderId) {
        return jdbc.sql("SELECT * FROM order_credit WHERE order_id = :id FOR UPDATE")
                .param("id", orderId)
                .query(Row.to(JdbcOrderCredits::credit))
                .optional();
    }

    @Override
    public void save(OrderCredit credit) {
        jdbc.sql("""
                INSERT INTO order_credit (order_id, resident_id, currency, held, state, spent, refunded, held_at)
                VALUES (:orderId, :residentId, :currency, :held, :state, :spent, :refunded, :heldAt)
                ON CONFLICT (order_id) DO UPDATE SET
                    state = excluded.state, spent = excluded.spent, refunded = excluded.refunded
                """)
                .param("orderId", credit.orderId())
                .param("residentId", credit.residentId())
                .param("currency", credit.held().currency())
                .param("held", credit.held().amount())
                .param("state", Wire.word(credit.state()))
                .param("spent", credit.spent().amount())
                .param("refunded", credit.refunded().amount())
                .param("heldAt", Row.utc(credit.heldAt()))
                .update();
    }

    @Override
    public boolean isAnswered(UUID stepId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM order_credit_step WHERE step_id = :id)")
                .param("id", stepId)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void answer(CreditStep step, @Nullable Why refused, Instant at) {
        String outcome = refused == null ? "done" : "refused";
        String reason = refused == null ? null : Wire.word(refused);
        jdbc.sql("""
                INSERT INTO order_credit_step (step_id, order_id, step, outcome, reason, answered_at)
                VALUES (:id, :orderId, :step, :outcome, :reason, :at)
                """)
                .param("id", step.id())
                .param("orderId", step.orderId())
                .param("step", Wire.word(step.kind()))
                .param("outcome", outcome)
                .param("reason", reason, Types.VARCHAR)
                .param("at", Row.utc(at))
                .update();
        outbox.append(new OutgoingEvent(
                "credit.answered.v1",
                step.id().toString(),
                1,
                new Answered(step.id(), step.orderId(), outcome, reason, at)));
    }

    private static OrderCredit credit(Row row) throws SQLException {
        String currency = row.text("currency");
        return new OrderCredit(
                row.uuid("order_id"),
                row.uuid("resident_id"),
                new Money(row.number("held"), currency),
                Wire.constant(OrderCredit.State.class, row.text("state")),
                new Money(row.number("spent"), currency),
                new Money(row.number("refunded"), currency),
                row.instant("held_at"));
    }
}
