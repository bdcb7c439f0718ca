package io.yike.booking.paying.adapter;

import io.yike.booking.paying.OfferedMethods;
import io.yike.booking.paying.domain.Method;
import io.yike.booking.paying.domain.Payment;
import io.yike.booking.paying.domain.Purpose;
import io.yike.booking.wire.Words;
import io.yike.kit.jdbc.Row;
import io.yike.kit.step.LeasedSteps;
import io.yike.payments.Money;
import io.yike.payments.PaidAtDoor;
import io.yike.payments.PaymentProvider;
import io.yike.payments.PaymentState;
import io.yike.payments.ledger.JdbcLedger;
import io.yike.payments.ledger.Ledger;
import io.yike.payments.provider.OfferedProvider;
import io.yike.payments.rows.JdbcPayments;
import io.yike.payments.steps.PaymentOutcomes;
import io.yike.payments.steps.Payments;
import io.yike.payments.steps.TakePaymentStep;
import io.yike.payments.wiring.PaymentSettings;
import io.yike.payments.wiring.ProviderConfiguration;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Where the payments live, and through whom each method of payment moves its money. A city without a provider takes
/// cash.
@Configuration(proxyBeanMethods = false)
@Import(ProviderConfiguration.class)
class PaymentProviders {

    private static final JdbcPayments.Table<Payment> PAYMENT = new JdbcPayments.Table<>(
            """
            insert into payment (id, booking_id, purpose, method, amount, currency, state, token,
                authorisation_id, moved, reason, quiet_from, attempts, step_due_at)
            values (:id, :bookingId, :purpose, :method, :amount, :currency, :state, :token,
                :authorisationId, :moved, :reason, :quietFrom, :attempts, :stepDueAt)
            """,
            "select * from payment where booking_id = any(:ids) order by id",
            payment -> Map.of(
                    "bookingId", payment.bookingId(),
                    "purpose", Words.word(payment.purpose()),
                    "method", Words.word(payment.method())),
            PaymentProviders::payment);

    @Bean
    Payments<Payment> payments(JdbcClient jdbc, ObjectProvider<LeasedSteps<Payment>> steps) {
        return new JdbcPayments<>(jdbc, PAYMENT, steps);
    }

    @Bean
    OfferedMethods offeredMethods(OfferedProvider provider) {
        return method -> switch (method) {
            case CASH -> true;
            case PROVIDER -> provider.isThere();
        };
    }

    @Bean
    Ledger ledger(JdbcClient jdbc) {
        return new JdbcLedger(jdbc);
    }

    @Bean
    TakePaymentStep<Payment> takePaymentStep(
            Payments<Payment> payments,
            OfferedProvider provider,
            PaymentOutcomes<Payment> outcomes,
            TransactionTemplate transaction,
            Clock clock) {
        PaymentProvider cash = PaidAtDoor.cash();
        return new TakePaymentStep<>(
                payments,
                payment -> switch (payment.method()) {
                    case CASH -> cash;
                    case PROVIDER -> provider.get();
                },
                outcomes,
                transaction,
                clock);
    }

    @Bean
    LeasedSteps<Payment> paymentSteps(
            Payments<Payment> payments,
            TakePaymentStep<Payment> takePaymentStep,
            PaymentSettings settings,
            Clock clock) {
        return settings.steps(payments::lease, takePaymentStep::take, Payment::bookingId, clock);
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
