package io.yike.recycling.paying.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.provider.OfferedProvider;
import io.yike.payments.rows.JdbcPayments;
import io.yike.payments.steps.PaymentOutcomes;
import io.yike.payments.steps.Payments;
import io.yike.payments.steps.TakePaymentStep;
import io.yike.payments.wiring.PaymentSettings;
import io.yike.payments.wiring.ProviderConfiguration;
import io.yike.recycling.paying.domain.ProviderPayment;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Where the payments of pickups live, and the provider that moves their money. A city without one takes credit, or
/// money at the door.
@Configuration(proxyBeanMethods = false)
@Import(ProviderConfiguration.class)
class PickupPayments {

    private static final JdbcPayments.Table<ProviderPayment> PAYMENT = new JdbcPayments.Table<>(
            """
            INSERT INTO payment (id, pickup_id, amount, currency, state, token, authorisation_id, moved, reason,
                quiet_from, attempts, step_due_at)
            VALUES (:id, :pickupId, :amount, :currency, :state, :token, :authorisationId, :moved, :reason,
                :quietFrom, :attempts, :stepDueAt)
            """,
            "SELECT * FROM payment WHERE pickup_id = ANY (:ids) ORDER BY id",
            payment -> Map.of("pickupId", payment.pickupId()),
            PickupPayments::payment);

    @Bean
    Payments<ProviderPayment> payments(JdbcClient jdbc, ObjectProvider<LeasedSteps<ProviderPayment>> steps) {
        return new JdbcPayments<>(jdbc, PAYMENT, steps);
    }

    @Bean
    TakePaymentStep<ProviderPayment> takePaymentStep(
            Payments<ProviderPayment> payments,
            OfferedProvider provider,
            PaymentOutcomes<ProviderPayment> outcomes,
            TransactionTemplate transaction,
            Clock clock) {
        return new TakePaymentStep<>(payments, _ -> provider.get(), outcomes, transaction, clock);
    }

    @Bean
    LeasedSteps<ProviderPayment> paymentSteps(
            Payments<ProviderPayment> payments,
            TakePaymentStep<ProviderPayment> takePaymentStep,
            PaymentSettings settings,
            Clock clock) {
        return settings.steps(payments::lease, takePaymentStep::take, ProviderPayment::pickupId, clock);
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
