package io.yike.order.paying.adapter;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.id.Ids;
import io.yike.kit.jdbc.Row;
import io.yike.order.paying.PaymentOutcomes;
import io.yike.order.paying.Payments;
import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.PaymentProvider;
import io.yike.payments.Standing;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Pays with what recycling-service owes the resident. Each step is asked for by an event, once, and nobody
/// knows how it ended until the answer is there: then the payment asks again and hears it.
@Component
class CreditPayments implements PaymentProvider {

    private final JdbcClient jdbc;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    CreditPayments(JdbcClient jdbc, Outbox outbox, TransactionTemplate transaction, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /// The schema of `credit.asked.v1`.
    private record Asked(UUID stepId, UUID orderId, UUID residentId, String step, Amount amount, Instant askedAt) {}

    private record Amount(long amount, String currency) {}

    private record Step(
            String step,
            Money amount,
            @Nullable String outcome,
            @Nullable String reason) {

        boolean isDone() {
            return "done".equals(outcome);
        }
    }

    /// @param token the resident's id; the order is theirs
    @Override
    public Authorisation authorise(String reference, Money amount, String token) {
        UUID orderId = UUID.fromString(reference);
        Step hold = ask(orderId, "hold", orderId, amount, UUID.fromString(token));
        if (hold.outcome() == null) {
            return new Authorisation.Unknown("recycling-service has not answered yet");
        }
        return hold.isDone()
                ? new Authorisation.Authorised(token)
                : new Authorisation.Refused(String.valueOf(hold.reason()));
    }

    @Override
    public Movement capture(String reference, String authorisationId, Money amount) {
        UUID orderId = UUID.fromString(reference);
        return moved(ask(orderId, "spend", orderId, amount, UUID.fromString(authorisationId)));
    }

    @Override
    public Movement release(String reference, String authorisationId) {
        UUID orderId = UUID.fromString(reference);
        Optional<Step> hold = find(orderId, "hold", orderId);
        return hold.map(held ->
                        moved(ask(orderId, "release", orderId, held.amount(), UUID.fromString(authorisationId))))
                .orElseGet(() -> new Movement.Refused("not_held"));
    }

    @Override
    public Movement refund(String reference, String refundId, String authorisationId, Money amount) {
        return moved(ask(
                UUID.fromString(reference),
                "refund",
                UUID.fromString(refundId),
                amount,
                UUID.fromString(authorisationId)));
    }

    @Override
    public Standing find(String reference) {
        UUID orderId = UUID.fromString(reference);
        Optional<Step> asked = find(orderId, "hold", orderId);
        if (asked.isEmpty()) {
            return new Standing.Nothing();
        }
        Step hold = asked.get();
        if (hold.outcome() == null) {
            return new Standing.Unknown("recycling-service has not answered yet");
        }
        if (!hold.isDone()) {
            return new Standing.Refused(String.valueOf(hold.reason()));
        }
        Money none = Money.zero(hold.amount().currency());
        return new Standing.Held(
                residentOf(orderId),
                hold.amount(),
                find(orderId, "spend", orderId)
                        .filter(Step::isDone)
                        .map(Step::amount)
                        .orElse(none),
                refunds(orderId).stream().filter(Step::isDone).map(Step::amount).reduce(none, Money::plus),
                find(orderId, "release", orderId).filter(Step::isDone).isPresent());
    }

    private static Movement moved(Step step) {
        if (step.outcome() == null) {
            return new Movement.Unknown("recycling-service has not answered yet");
        }
        return step.isDone() ? new Movement.Done() : new Movement.Refused(String.valueOf(step.reason()));
    }

    /// The row and the event in one transaction: a step that is known has been asked for.
    private Step ask(UUID orderId, String step, UUID about, Money amount, UUID residentId) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            UUID stepId = ids.next();
            Instant now = clock.instant();
            int asked = jdbc.sql("""
                    insert into credit_step (step_id, order_id, step, about, amount, currency, asked_at)
                    values (:stepId, :orderId, :step, :about, :amount, :currency, :now)
                    on conflict on constraint credit_asked_once do nothing
                    """)
                    .param("stepId", stepId)
                    .param("orderId", orderId)
                    .param("step", step)
                    .param("about", about)
                    .param("amount", amount.amount())
                    .param("currency", amount.currency())
                    .param("now", Row.utc(now))
                    .update();
            if (asked == 1) {
                outbox.append(new OutgoingEvent(
                        "credit.asked.v1",
                        stepId.toString(),
                        1,
                        new Asked(
                                stepId,
                                orderId,
                                residentId,
                                step,
                                new Amount(amount.amount(), amount.currency()),
                                now)));
            }
            Step known = find(orderId, step, about).orElseThrow();
            if (!known.amount().equals(amount)) {
                throw new IllegalStateException(step + " of order " + orderId + " was asked for with another amount");
            }
            return known;
        }));
    }

    private Optional<Step> find(UUID orderId, String step, UUID about) {
        return jdbc.sql("""
                select step, amount, currency, outcome, reason from credit_step
                where order_id = :orderId and step = :step and about = :about
                """)
                .param("orderId", orderId)
                .param("step", step)
                .param("about", about)
                .query(Row.to(CreditPayments::step))
                .optional();
    }

    private List<Step> refunds(UUID orderId) {
        return jdbc.sql("""
                select step, amount, currency, outcome, reason from credit_step
                where order_id = :orderId and step = 'refund'
                """)
                .param("orderId", orderId)
                .query(Row.to(CreditPayments::step))
                .list();
    }

    private static Step step(Row row) throws SQLException {
        return new Step(
                row.text("step"),
                new Money(row.number("amount"), row.text("currency")),
                row.findText("outcome").orElse(null),
                row.findText("reason").orElse(null));
    }

    private String residentOf(UUID orderId) {
        return jdbc.sql("select resident_id from orders where id = :orderId")
                .param("orderId", orderId)
                .query(UUID.class)
                .single()
                .toString();
    }

    /// What recycling-service answered. The payment's step is due at once, so that it hears it.
    @Component
    static class Answers {

        private final JdbcClient jdbc;
        private final Payments payments;
        private final PaymentOutcomes outcomes;
        private final Clock clock;

        Answers(JdbcClient jdbc, Payments payments, PaymentOutcomes outcomes, Clock clock) {
            this.jdbc = jdbc;
            this.payments = payments;
            this.outcomes = outcomes;
            this.clock = clock;
        }

        /// Runs in the caller's transaction.
        ///
        /// @return whether the step is known and had no answer
        boolean take(UUID stepId, UUID orderId, String outcome, @Nullable String reason) {
            outcomes.lock(orderId);
            int answered = jdbc.sql("""
                    update credit_step set outcome = :outcome, reason = :reason
                    where step_id = :stepId and order_id = :orderId and outcome is null
                    """)
                    .param("outcome", outcome)
                    .param("reason", reason, Types.VARCHAR)
                    .param("stepId", stepId)
                    .param("orderId", orderId)
                    .update();
            if (answered == 1) {
                payments.save(payments.lock(orderId), clock.instant());
            }
            return answered == 1;
        }
    }
}
