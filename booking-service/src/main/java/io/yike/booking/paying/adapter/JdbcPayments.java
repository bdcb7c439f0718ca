package io.yike.booking.paying.adapter;

import io.yike.booking.paying.Payments;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.rows.PaymentRows;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPayments implements Payments {

    private static final RowMapper<Payment> PAYMENT = (columns, number) ->
            Row.to(row -> payment(row, PaymentRows.state(columns))).mapRow(columns, number);

    private final JdbcClient jdbc;
    private final ObjectProvider<LeasedSteps<Payment>> steps;

    JdbcPayments(JdbcClient jdbc, ObjectProvider<LeasedSteps<Payment>> steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    @Override
    public void add(Payment payment, Instant due) {
        jdbc.sql("""
                        insert into payment (id, booking_id, purpose, method, amount, currency, state, token,
                            authorisation_id, moved, reason, quiet_from, attempts, step_due_at)
                        values (:id, :bookingId, :purpose, :method, :amount, :currency, :state, :token,
                            :authorisationId, :moved, :reason, :quietFrom, :attempts, :stepDueAt)
                        """)
                .params(columns(payment, due))
                .param("bookingId", payment.bookingId())
                .param("purpose", Words.word(payment.purpose()))
                .param("method", Words.word(payment.method()))
                .param("amount", payment.amount().amount())
                .param("currency", payment.amount().currency())
                .update();
        wakeAfterCommit(payment);
    }

    @Override
    public Map<UUID, List<Payment>> list(Collection<UUID> bookingIds) {
        return jdbc
                .sql("select * from payment where booking_id = any(:ids) order by id")
                .param("ids", bookingIds.toArray(UUID[]::new))
                .query(PAYMENT)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Payment::bookingId));
    }

    @Override
    public List<Payment> lockAll(UUID bookingId) {
        return jdbc.sql("select * from payment where booking_id = :id order by id for update")
                .param("id", bookingId)
                .query(PAYMENT)
                .list();
    }

    @Override
    public Payment lock(UUID paymentId) {
        return jdbc.sql("select * from payment where id = :id for update")
                .param("id", paymentId)
                .query(PAYMENT)
                .single();
    }

    @Override
    public void save(Payment payment, Instant due) {
        jdbc.sql(PaymentRows.SAVE).params(columns(payment, due)).update();
        wakeAfterCommit(payment);
    }

    @Override
    public List<Payment> lease(Instant now, Duration lease, int limit) {
        return jdbc.sql(PaymentRows.LEASE)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(lease)))
                .param("limit", limit)
                .query(PAYMENT)
                .list();
    }

    /// A step committed here is taken at once; one that is not told of is found by looking.
    private void wakeAfterCommit(Payment payment) {
        if (payment.findStep().isPresent()) {
            steps.ifAvailable(LeasedSteps::wakeAfterCommit);
        }
    }

    private static Map<String, @Nullable Object> columns(Payment payment, Instant due) {
        Map<String, @Nullable Object> columns = PaymentRows.columns(
                payment.state(), payment.attempts(), payment.findStep().isPresent() ? due : null);
        columns.put("id", payment.id());
        return columns;
    }

    private static Payment payment(Row row, PaymentState state) throws SQLException {
        return new Payment(
                row.uuid("id"),
                row.uuid("booking_id"),
                Words.constant(Purpose.class, row.text("purpose")),
                Words.constant(Method.class, row.text("method")),
                new Money(row.number("amount"), row.text("currency")),
                state,
                row.integer("attempts"));
    }
}
