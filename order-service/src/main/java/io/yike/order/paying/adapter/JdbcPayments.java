package io.yike.order.paying.adapter;

import io.yike.kit.step.LeasedSteps;
import io.yike.order.paying.Payments;
import io.yike.order.paying.domain.Payment;
import io.yike.order.paying.domain.PaymentMethod;
import io.yike.order.paying.domain.PaymentState;
import io.yike.order.wire.Rows;
import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPayments implements Payments {

    private final JdbcClient jdbc;
    private final ObjectProvider<LeasedSteps<Payment>> steps;

    JdbcPayments(JdbcClient jdbc, ObjectProvider<LeasedSteps<Payment>> steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    @Override
    public void add(Payment payment, Instant due) {
        Row row = Row.of(payment, due);
        jdbc.sql("""
                insert into payment (order_id, method, amount, currency, state, token, authorisation_id, moved, reason,
                    until, attempts, step_due_at)
                values (:orderId, :method, :amount, :currency, :state, :token, :authorisationId, :moved, :reason,
                    :until, :attempts, :stepDueAt)
                """).paramSource(row).update();
        wakeAfterCommit(row);
    }

    @Override
    public Optional<Payment> find(UUID orderId) {
        return jdbc.sql("select * from payment where order_id = :orderId")
                .param("orderId", orderId)
                .query(JdbcPayments::payment)
                .optional();
    }

    @Override
    public Map<UUID, Payment> list(Collection<UUID> orderIds) {
        return jdbc
                .sql("select * from payment where order_id = any(:orderIds)")
                .param("orderIds", orderIds.toArray(UUID[]::new))
                .query(JdbcPayments::payment)
                .list()
                .stream()
                .collect(Collectors.toMap(Payment::orderId, Function.identity()));
    }

    @Override
    public Payment lock(UUID orderId) {
        return jdbc.sql("select * from payment where order_id = :orderId for update")
                .param("orderId", orderId)
                .query(JdbcPayments::payment)
                .single();
    }

    @Override
    public void save(Payment payment, Instant due) {
        Row row = Row.of(payment, due);
        jdbc.sql("""
                update payment
                set state = :state, token = :token, authorisation_id = :authorisationId, moved = :moved,
                    reason = :reason, until = :until, attempts = :attempts, step_due_at = :stepDueAt,
                    refunded = :refunded, refund_id = :refundId, refund_amount = :refundAmount, leased_until = null
                where order_id = :orderId
                """).paramSource(row).update();
        wakeAfterCommit(row);
    }

    @Override
    public List<Payment> lease(Instant now, Duration lease, int limit) {
        return jdbc.sql("""
                update payment set leased_until = :until, attempts = attempts + 1
                where order_id in (
                    select order_id from payment
                    where step_due_at <= :now and (leased_until is null or leased_until <= :now)
                    order by step_due_at
                    limit :limit
                    for update skip locked)
                returning *
                """)
                .param("now", at(now))
                .param("until", at(now.plus(lease)))
                .param("limit", limit)
                .query(JdbcPayments::payment)
                .list();
    }

    /// A step committed here is taken at once; one that is not told of is found by looking.
    private void wakeAfterCommit(Row row) {
        if (row.stepDueAt() != null) {
            steps.ifAvailable(LeasedSteps::wakeAfterCommit);
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Payment payment(ResultSet row, int number) throws SQLException {
        String currency = Rows.text(row, "currency");
        return new Payment(
                Rows.id(row, "order_id"),
                PaymentMethod.valueOf(Rows.text(row, "method").toUpperCase(Locale.ROOT)),
                new Money(row.getLong("amount"), currency),
                state(row, currency),
                row.getInt("attempts"));
    }

    private static PaymentState state(ResultSet row, String currency) throws SQLException {
        String authorisationId = row.getString("authorisation_id");
        String reason = row.getString("reason");
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        Money moved = new Money(row.getLong("moved"), currency);
        return switch (State.valueOf(Rows.text(row, "state").toUpperCase(Locale.ROOT))) {
            case PENDING ->
                new PaymentState.Pending(
                        there(row.getString("token")), there(until).toInstant());
            case AUTHORISED -> new PaymentState.Authorised(there(authorisationId));
            case REFUSED -> new PaymentState.Refused(there(reason));
            case CAPTURING -> new PaymentState.Capturing(there(authorisationId), moved);
            case CAPTURED ->
                new PaymentState.Captured(there(authorisationId), moved, new Money(row.getLong("refunded"), currency));
            case REFUNDING ->
                new PaymentState.Refunding(
                        there(authorisationId),
                        moved,
                        new Money(row.getLong("refunded"), currency),
                        Rows.id(row, "refund_id"),
                        new Money(row.getLong("refund_amount"), currency));
            case CAPTURE_REFUSED -> new PaymentState.CaptureRefused(there(authorisationId), moved, there(reason));
            case DOUBTFUL -> new PaymentState.Doubtful(there(until).toInstant());
            case RELEASING -> new PaymentState.Releasing(there(authorisationId));
            case RELEASED -> new PaymentState.Released(there(authorisationId));
            case NEVER_HELD -> new PaymentState.NeverHeld();
        };
    }

    /// The table's constraints say that it is there.
    private static <T> T there(@Nullable T column) {
        return Objects.requireNonNull(column);
    }

    private enum State {
        PENDING,
        AUTHORISED,
        REFUSED,
        CAPTURING,
        CAPTURED,
        REFUNDING,
        CAPTURE_REFUSED,
        DOUBTFUL,
        RELEASING,
        RELEASED,
        NEVER_HELD
    }

    private record Row(
            UUID orderId,
            String method,
            long amount,
            String currency,
            String state,
            @Nullable String token,
            @Nullable String authorisationId,
            @Nullable Long moved,
            @Nullable String reason,
            @Nullable OffsetDateTime until,
            int attempts,
            @Nullable OffsetDateTime stepDueAt,
            long refunded,
            @Nullable UUID refundId,
            @Nullable Long refundAmount) {

        static Row of(Payment payment, Instant due) {
            return switch (payment.state()) {
                case PaymentState.Pending pending ->
                    row(payment, State.PENDING, pending.token(), null, null, null, pending.until(), due);
                case PaymentState.Authorised authorised ->
                    row(payment, State.AUTHORISED, null, authorised.authorisationId(), null, null, null, null);
                case PaymentState.Refused refused ->
                    row(payment, State.REFUSED, null, null, null, refused.reason(), null, null);
                case PaymentState.Capturing capturing ->
                    row(
                            payment,
                            State.CAPTURING,
                            null,
                            capturing.authorisationId(),
                            capturing.amount(),
                            null,
                            null,
                            due);
                case PaymentState.Captured captured ->
                    row(payment, State.CAPTURED, null, captured.authorisationId(), captured.amount(), null, null, null)
                            .refunded(captured.refunded(), null, null);
                case PaymentState.Refunding refunding ->
                    row(
                                    payment,
                                    State.REFUNDING,
                                    null,
                                    refunding.authorisationId(),
                                    refunding.captured(),
                                    null,
                                    null,
                                    due)
                            .refunded(refunding.refunded(), refunding.refundId(), refunding.amount());
                case PaymentState.CaptureRefused refused ->
                    row(
                            payment,
                            State.CAPTURE_REFUSED,
                            null,
                            refused.authorisationId(),
                            refused.amount(),
                            refused.reason(),
                            null,
                            null);
                case PaymentState.Doubtful doubtful ->
                    row(payment, State.DOUBTFUL, null, null, null, null, doubtful.quietFrom(), due);
                case PaymentState.Releasing releasing ->
                    row(payment, State.RELEASING, null, releasing.authorisationId(), null, null, null, due);
                case PaymentState.Released released ->
                    row(payment, State.RELEASED, null, released.authorisationId(), null, null, null, null);
                case PaymentState.NeverHeld _ -> row(payment, State.NEVER_HELD, null, null, null, null, null, null);
            };
        }

        private static Row row(
                Payment payment,
                State state,
                @Nullable String token,
                @Nullable String authorisationId,
                @Nullable Money moved,
                @Nullable String reason,
                @Nullable Instant until,
                @Nullable Instant due) {
            return new Row(
                    payment.orderId(),
                    payment.method().name().toLowerCase(Locale.ROOT),
                    payment.amount().amount(),
                    payment.amount().currency(),
                    state.name().toLowerCase(Locale.ROOT),
                    token,
                    authorisationId,
                    moved == null ? null : moved.amount(),
                    reason,
                    until == null ? null : at(until),
                    payment.attempts(),
                    due == null ? null : at(due),
                    0,
                    null,
                    null);
        }

        private Row refunded(Money before, @Nullable UUID id, @Nullable Money now) {
            return new Row(
                    orderId,
                    method,
                    amount,
                    currency,
                    state,
                    token,
                    authorisationId,
                    moved,
                    reason,
                    until,
                    attempts,
                    stepDueAt,
                    before.amount(),
                    id,
                    now == null ? null : now.amount());
        }
    }
}
