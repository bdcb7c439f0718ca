package io.yike.payments.rows;

import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.HeldPayment;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Payments in a service's table `payment`, with the columns `id`, `amount`, `currency`, `state`, `token`,
/// `authorisation_id`, `moved`, `reason`, `quiet_from`, `attempts`, `step_due_at` and `leased_until`, beside those
/// that say what is paid for.
public final class JdbcPayments<P extends HeldPayment<P>> implements Payments<P> {

    private static final String LOCK = "select * from payment where id = :id for update";

    private static final String SAVE = """
            update payment
            set state = :state, token = :token, authorisation_id = :authorisationId, moved = :moved,
                reason = :reason, quiet_from = :quietFrom, attempts = :attempts,
                step_due_at = :stepDueAt, leased_until = null
            where id = :id
            """;

    private static final String LEASE = """
            update payment set leased_until = :until, attempts = attempts + 1
            where id in (
                select id from payment
                where step_due_at <= :now and (leased_until is null or leased_until <= :now)
                order by step_due_at
                limit :limit
                for update skip locked)
            returning *
            """;

    /// What a service's table has of its own.
    ///
    /// @param insert all columns but `leased_until`; parameters are `own`, and those of the columns named above
    /// @param ofSubjects selects the payments for `:ids`, oldest first
    /// @param own parameters for the columns that say what is paid for
    /// @param payment made of a row
    public record Table<P>(String insert, String ofSubjects, Function<P, Map<String, ?>> own, RowPayment<P> payment) {}

    /// Makes a payment of a row and the state that it says.
    @FunctionalInterface
    public interface RowPayment<P> {

        P map(Row row, PaymentState state) throws SQLException;
    }

    private final JdbcClient jdbc;
    private final Table<P> table;
    private final RowMapper<P> payment;
    private final ObjectProvider<LeasedSteps<P>> steps;

    /// @param steps told of each step that falls due here
    public JdbcPayments(JdbcClient jdbc, Table<P> table, ObjectProvider<LeasedSteps<P>> steps) {
        this.jdbc = jdbc;
        this.table = table;
        this.payment = Row.to(row -> table.payment().map(row, PaymentRows.state(row)));
        this.steps = steps;
    }

    @Override
    public void add(P payment, Instant due) {
        jdbc.sql(table.insert())
                .params(columns(payment, due))
                .params(table.own().apply(payment))
                .param("amount", payment.amount().amount())
                .param("currency", payment.amount().currency())
                .update();
        wakeAfterCommit(payment);
    }

    @Override
    public Map<UUID, List<P>> list(Collection<UUID> subjectIds) {
        return jdbc.sql(table.ofSubjects()).param("ids", subjectIds.toArray(UUID[]::new)).query(payment).list().stream()
                .collect(Collectors.groupingBy(HeldPayment::subjectId));
    }

    @Override
    public List<P> lockAll(UUID subjectId) {
        return jdbc.sql(table.ofSubjects() + " for update")
                .param("ids", new UUID[] {subjectId})
                .query(payment)
                .list();
    }

    @Override
    public P lock(UUID paymentId) {
        return jdbc.sql(LOCK).param("id", paymentId).query(payment).single();
    }

    @Override
    public void save(P payment, Instant due) {
        jdbc.sql(SAVE).params(columns(payment, due)).update();
        wakeAfterCommit(payment);
    }

    @Override
    public List<P> lease(Instant now, Duration lease, int limit) {
        return jdbc.sql(LEASE)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(lease)))
                .param("limit", limit)
                .query(payment)
                .list();
    }

    /// A step committed here is taken at once; one that is not told of is found by looking.
    private void wakeAfterCommit(P payment) {
        if (payment.findStep().isPresent()) {
            steps.ifAvailable(LeasedSteps::wakeAfterCommit);
        }
    }

    private Map<String, @Nullable Object> columns(P payment, Instant due) {
        Map<String, @Nullable Object> columns = PaymentRows.columns(
                payment.state(), payment.attempts(), payment.findStep().isPresent() ? due : null);
        columns.put("id", payment.id());
        return columns;
    }
}
