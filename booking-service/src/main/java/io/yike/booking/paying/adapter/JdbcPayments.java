package io.yike.booking.paying.adapter;

import io.yike.booking.paying.Payments;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.PaymentState;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Repository
class JdbcPayments implements Payments {

    private final JdbcClient jdbc;
    private final ObjectProvider<PaymentStepRunner> runner;

    JdbcPayments(JdbcClient jdbc, ObjectProvider<PaymentStepRunner> runner) {
        this.jdbc = jdbc;
        this.runner = runner;
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
                .query(Row.to(JdbcPayments::payment))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Payment::bookingId));
    }

    @Override
    public List<Payment> lockAll(UUID bookingId) {
        return jdbc.sql("select * from payment where booking_id = :id order by id for update")
                .param("id", bookingId)
                .query(Row.to(JdbcPayments::payment))
                .list();
    }

    @Override
    public Payment lock(UUID paymentId) {
        return jdbc.sql("select * from payment where id = :id for update")
                .param("id", paymentId)
                .query(Row.to(JdbcPayments::payment))
                .single();
    }

    @Override
    public void save(Payment payment, Instant due) {
        jdbc.sql("""
                        update payment
                        set state = :state, token = :token, authorisation_id = :authorisationId, moved = :moved,
                            reason = :reason, quiet_from = :quietFrom, attempts = :attempts,
                            step_due_at = :stepDueAt, leased_until = null
                        where id = :id
                        """).params(columns(payment, due)).update();
        wakeAfterCommit(payment);
    }

    @Override
    public List<Payment> lease(Instant now, Duration lease, int limit) {
        return jdbc.sql("""
                        update payment set leased_until = :until, attempts = attempts + 1
                        where id in (
                            select id from payment
                            where step_due_at <= :now and (leased_until is null or leased_until <= :now)
                            order by step_due_at
                            limit :limit
                            for update skip locked)
                        returning *
                        """)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(lease)))
                .param("limit", limit)
                .query(Row.to(JdbcPayments::payment))
                .list();
    }

    /// A step committed here is taken at once; one that is not told of is found by looking.
    private void wakeAfterCommit(Payment payment) {
        if (payment.findStep().isPresent() && TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    runner.ifAvailable(PaymentStepRunner::wake);
                }
            });
        }
    }

    private static Map<String, @Nullable Object> columns(Payment payment, Instant due) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("id", payment.id());
        columns.put("state", payment.state().word());
        columns.put("token", payment.state() instanceof PaymentState.Pending(String token) ? token : null);
        columns.put("authorisationId", authorisationId(payment.state()));
        columns.put("moved", moved(payment.state()));
        columns.put("reason", reason(payment.state()));
        columns.put("quietFrom", payment.state() instanceof PaymentState.Doubtful(Instant from) ? Row.utc(from) : null);
        columns.put("attempts", payment.attempts());
        columns.put("stepDueAt", payment.findStep().isPresent() ? Row.utc(due) : null);
        return columns;
    }

    private static @Nullable String authorisationId(PaymentState state) {
        return switch (state) {
            case PaymentState.Authorised(String id) -> id;
            case PaymentState.Capturing(String id, Money _) -> id;
            case PaymentState.Captured(String id, Money _) -> id;
            case PaymentState.CaptureRefused(String id, Money _, String _) -> id;
            case PaymentState.Releasing(String id) -> id;
            case PaymentState.Released(String id) -> id;
            case PaymentState.Pending _, PaymentState.Refused _, PaymentState.Doubtful _, PaymentState.NeverHeld _ ->
                null;
        };
    }

    private static @Nullable Long moved(PaymentState state) {
        return switch (state) {
            case PaymentState.Capturing(String _, Money amount) -> amount.amount();
            case PaymentState.Captured(String _, Money amount) -> amount.amount();
            case PaymentState.CaptureRefused(String _, Money amount, String _) -> amount.amount();
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> null;
        };
    }

    private static @Nullable String reason(PaymentState state) {
        return switch (state) {
            case PaymentState.Refused(String reason) -> reason;
            case PaymentState.CaptureRefused(String _, Money _, String reason) -> reason;
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> null;
        };
    }

    private static Payment payment(Row row) throws SQLException {
        return new Payment(
                row.uuid("id"),
                row.uuid("booking_id"),
                Words.constant(Purpose.class, row.text("purpose")),
                Words.constant(Method.class, row.text("method")),
                new Money(row.number("amount"), row.text("currency")),
                state(row),
                row.integer("attempts"));
    }

    private static PaymentState state(Row row) throws SQLException {
        String word = row.text("state");
        return switch (word) {
            case "pending" -> new PaymentState.Pending(row.text("token"));
            case "authorised" -> new PaymentState.Authorised(row.text("authorisation_id"));
            case "refused" -> new PaymentState.Refused(row.text("reason"));
            case "capturing" -> new PaymentState.Capturing(row.text("authorisation_id"), moved(row));
            case "captured" -> new PaymentState.Captured(row.text("authorisation_id"), moved(row));
            case "capture_refused" ->
                new PaymentState.CaptureRefused(row.text("authorisation_id"), moved(row), row.text("reason"));
            case "doubtful" -> new PaymentState.Doubtful(row.instant("quiet_from"));
            case "releasing" -> new PaymentState.Releasing(row.text("authorisation_id"));
            case "released" -> new PaymentState.Released(row.text("authorisation_id"));
            case "never_held" -> new PaymentState.NeverHeld();
            default -> throw new SQLException("No state of a payment: " + word);
        };
    }

    private static Money moved(Row row) throws SQLException {
        return new Money(row.number("moved"), row.text("currency"));
    }
}
