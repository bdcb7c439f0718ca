package io.yike.recycling.paying.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.rows.PaymentRows;
import io.yike.recycling.paying.ProviderPayments;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcProviderPayments implements ProviderPayments {

    private static final RowMapper<ProviderPayment> PAYMENT = (columns, number) ->
            Row.to(row -> payment(row, PaymentRows.state(columns))).mapRow(columns, number);

    private final JdbcClient jdbc;
    private final ObjectProvider<LeasedSteps<ProviderPayment>> steps;

    JdbcProviderPayments(JdbcClient jdbc, ObjectProvider<LeasedSteps<ProviderPayment>> steps) {
        this.jdbc = jdbc;
        this.steps = steps;
    }

    @Override
    public void add(ProviderPayment payment, Instant due) {
        jdbc.sql("""
                INSERT INTO payment (id, pickup_id, amount, currency, state, token, authorisation_id, moved, reason,
                    quiet_from, attempts, step_due_at)
                VALUES (:id, :pickupId, :amount, :currency, :state, :token, :authorisationId, :moved, :reason,
                    :quietFrom, :attempts, :stepDueAt)
                """)
                .params(columns(payment, due))
                .param("pickupId", payment.pickupId())
                .param("amount", payment.amount().amount())
                .param("currency", payment.amount().currency())
                .update();
        steps.ifAvailable(LeasedSteps::wakeAfterCommit);
    }

    @Override
    public Map<UUID, ProviderPayment> list(Collection<UUID> pickupIds) {
        return jdbc
                .sql("SELECT * FROM payment WHERE pickup_id = ANY (:ids)")
                .param("ids", pickupIds.toArray(UUID[]::new))
                .query(PAYMENT)
                .list()
                .stream()
                .collect(Collectors.toMap(ProviderPayment::pickupId, Function.identity()));
    }

    @Override
    public Optional<ProviderPayment> findLocked(UUID pickupId) {
        return jdbc.sql("SELECT * FROM payment WHERE pickup_id = :id FOR UPDATE")
                .param("id", pickupId)
                .query(PAYMENT)
                .optional();
    }

    @Override
    public void save(ProviderPayment payment, Instant due) {
        jdbc.sql(PaymentRows.SAVE).params(columns(payment, due)).update();
        if (payment.findStep().isPresent()) {
            steps.ifAvailable(LeasedSteps::wakeAfterCommit);
        }
    }

    @Override
    public List<ProviderPayment> lease(Instant now, Duration lease, int limit) {
        return jdbc.sql(PaymentRows.LEASE)
                .param("now", Row.utc(now))
                .param("until", Row.utc(now.plus(lease)))
                .param("limit", limit)
                .query(PAYMENT)
                .list();
    }

    private static Map<String, @Nullable Object> columns(ProviderPayment payment, Instant due) {
        Map<String, @Nullable Object> columns = PaymentRows.columns(
                payment.state(), payment.attempts(), payment.findStep().isPresent() ? due : null);
        columns.put("id", payment.id());
        return columns;
    }

    private static ProviderPayment payment(Row row, PaymentState state) throws SQLException {
        return new ProviderPayment(
                row.uuid("id"),
                row.uuid("pickup_id"),
                new Money(row.number("amount"), row.text("currency")),
                state,
                row.integer("attempts"));
    }
}
