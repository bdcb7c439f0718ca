package io.yike.payments.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.step.LeasedSteps;
import io.yike.payments.Authorisation;
import io.yike.payments.HeldPayment;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.PaymentProvider;
import io.yike.payments.PaymentState;
import io.yike.payments.Standing;
import io.yike.payments.rows.JdbcPayments;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The steps of payments that are rows, with a provider that answers what the test says.
class TakePaymentStepTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Money PRICE = new Money(3000, "CNY");
    private static final PaymentState PENDING = new PaymentState.Pending("tok");

    private static EmbeddedPostgres postgres;
    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;
    private static Payments<Rent> payments;

    private final Answering provider = new Answering();
    private final Told told = new Told();

    private TakePaymentStep<Rent> takePaymentStep() {
        return new TakePaymentStep<>(payments, _ -> provider, told, transaction, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    /// What a flat costs.
    record Rent(UUID id, UUID flat, Money amount, PaymentState state, int attempts) implements HeldPayment<Rent> {

        static Rent of(PaymentState state) {
            return new Rent(UUID.randomUUID(), UUID.randomUUID(), PRICE, state, 0);
        }

        @Override
        public UUID subjectId() {
            return flat;
        }

        @Override
        public Rent with(PaymentState next, int attempted) {
            return new Rent(id, flat, amount, next, attempted);
        }
    }

    private static final class Answering implements PaymentProvider {

        private Authorisation authorisation = new Authorisation.Unknown("silent");
        private Movement movement = new Movement.Unknown("silent");

        @Override
        public Authorisation authorise(String reference, Money amount, String token) {
            return authorisation;
        }

        @Override
        public Movement capture(String reference, String authorisationId, Money amount) {
            return movement;
        }

        @Override
        public Movement release(String reference, String authorisationId) {
            return movement;
        }

        @Override
        public Movement refund(String reference, String refundId, String authorisationId, Money amount) {
            return movement;
        }

        @Override
        public Standing find(String reference) {
            return new Standing.Nothing();
        }
    }

    /// Writes down what it is told.
    private static final class Told implements PaymentOutcomes<Rent> {

        private final List<String> outcomes = new ArrayList<>();

        @Override
        public void lock(UUID flat) {
            outcomes.add("locked");
        }

        @Override
        public void authorised(Rent payment, Instant at) {
            outcomes.add(payment.state().word());
        }

        @Override
        public void refused(Rent payment, Instant at) {
            outcomes.add(payment.state().word());
        }

        @Override
        public void captured(Rent payment, Instant at) {
            if (payment.amount().isGreaterThan(PRICE)) {
                throw new IllegalStateException("The books are closed");
            }
            outcomes.add(payment.state().word());
        }

        @Override
        public void captureRefused(Rent payment, Instant at) {
            outcomes.add(payment.state().word());
        }
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        var database = postgres.getPostgresDatabase();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        jdbc.sql("""
                create table payment (id uuid primary key, flat uuid not null, amount bigint not null,
                    currency text not null, state text not null, token text, authorisation_id text, moved bigint,
                    reason text, quiet_from timestamptz, attempts integer not null, step_due_at timestamptz,
                    leased_until timestamptz)
                """).update();
        var noSteps = new DefaultListableBeanFactory()
                .<LeasedSteps<Rent>>getBeanProvider(ResolvableType.forClassWithGenerics(LeasedSteps.class, Rent.class));
        payments = new JdbcPayments<>(
                jdbc,
                new JdbcPayments.Table<>(
                        """
                        insert into payment (id, flat, amount, currency, state, token, authorisation_id, moved, reason,
                            quiet_from, attempts, step_due_at)
                        values (:id, :flat, :amount, :currency, :state, :token, :authorisationId, :moved, :reason,
                            :quietFrom, :attempts, :stepDueAt)
                        """,
                        "select * from payment where flat = any(:ids) order by id",
                        rent -> Map.of("flat", rent.flat()),
                        (row, state) -> new Rent(
                                row.uuid("id"),
                                row.uuid("flat"),
                                new Money(row.number("amount"), row.text("currency")),
                                state,
                                row.integer("attempts"))),
                noSteps);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("delete from payment").update();
    }

    static List<PaymentState> states() {
        return List.of(
                PENDING,
                new PaymentState.Authorised("auth"),
                new PaymentState.Refused("stolen"),
                new PaymentState.Capturing("auth", new Money(1500, "CNY")),
                new PaymentState.Captured("auth", new Money(1500, "CNY")),
                new PaymentState.CaptureRefused("auth", new Money(1500, "CNY"), "gone"),
                new PaymentState.Doubtful(NOON),
                new PaymentState.Releasing("auth"),
                new PaymentState.Released("auth"),
                new PaymentState.NeverHeld());
    }

    @ParameterizedTest
    @MethodSource("states")
    void keepsEachStateAndLeasesThoseThatAskForAStep(PaymentState state) {
        Rent rent = Rent.of(state);
        payments.add(rent, NOON);

        assertThat(payments.list(List.of(rent.flat())).get(rent.flat())).containsExactly(rent);
        assertThat(payments.lease(NOON, LEASE, 10)).hasSize(rent.findStep().isPresent() ? 1 : 0);
        payments.save(rent, NOON);
        assertThat(payments.lock(rent.id())).isEqualTo(rent);
    }

    @Test
    void isForOneAtATimeUntilTheLeaseIsOver() {
        payments.add(Rent.of(PENDING), NOON.plusSeconds(1));

        assertThat(payments.lease(NOON, LEASE, 10)).isEmpty();
        Instant due = NOON.plusSeconds(1);
        assertThat(payments.lease(due, LEASE, 10)).singleElement().returns(1, Rent::attempts);
        assertThat(payments.lease(due.plus(LEASE).minusMillis(1), LEASE, 10)).isEmpty();
        assertThat(payments.lease(due.plus(LEASE), LEASE, 10)).singleElement().returns(2, Rent::attempts);
    }

    @Test
    void asksAgainLaterAndLaterForAnAnswerThatDoesNotCome() {
        Rent rent = Rent.of(PENDING);
        payments.add(rent, NOON);
        List<Duration> pauses = new ArrayList<>();

        for (Instant at = NOON; pauses.size() < 8; at = dueAt(rent)) {
            takePaymentStep().take(payments.lease(at, LEASE, 1).getFirst());
            pauses.add(Duration.between(NOON, dueAt(rent)));
        }

        assertThat(pauses.stream().map(Duration::toMillis))
                .containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L);
        assertThat(told.outcomes).containsOnly("locked");
    }

    private static Instant dueAt(Rent rent) {
        return jdbc.sql("select step_due_at from payment where id = :id")
                .param("id", rent.id())
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Test
    void tellsWhatBecameOfIt() {
        provider.authorisation = new Authorisation.Authorised("auth");
        assertThat(taken(PENDING)).isEqualTo(new PaymentState.Authorised("auth"));
        provider.authorisation = new Authorisation.Refused("stolen");
        assertThat(taken(PENDING)).isEqualTo(new PaymentState.Refused("stolen"));
        provider.movement = new Movement.Done();
        assertThat(taken(new PaymentState.Capturing("auth", PRICE)))
                .isEqualTo(new PaymentState.Captured("auth", PRICE));
        provider.movement = new Movement.Refused("gone");
        assertThat(taken(new PaymentState.Capturing("auth", PRICE)))
                .isEqualTo(new PaymentState.CaptureRefused("auth", PRICE, "gone"));
        assertThat(taken(new PaymentState.Releasing("auth"))).isEqualTo(new PaymentState.Released("auth"));

        assertThat(told.outcomes)
                .containsExactly(
                        "locked",
                        "authorised",
                        "locked",
                        "refused",
                        "locked",
                        "captured",
                        "locked",
                        "capture_refused",
                        "locked");
    }

    private PaymentState taken(PaymentState state) {
        Rent rent = Rent.of(state);
        payments.add(rent, NOON);
        takePaymentStep().take(payments.lease(NOON, LEASE, 1).getFirst());
        return payments.lock(rent.id()).state();
    }

    @Test
    void letsGoOfAnAuthorisationThatComesAfterTheEnd() {
        Rent rent = Rent.of(PENDING);
        payments.add(rent, NOON);
        Rent leased = payments.lease(NOON, LEASE, 1).getFirst();
        payments.settle(rent, Money.zero("CNY"), NOON);
        provider.authorisation = new Authorisation.Authorised("auth");

        takePaymentStep().take(leased);

        assertThat(payments.lease(NOON, LEASE, 1))
                .singleElement()
                .returns(new PaymentState.Releasing("auth"), Rent::state);
        assertThat(told.outcomes).containsExactly("locked");
    }

    @Test
    void writesNothingOfAnAnswerThatTheServiceCannotRecord() {
        provider.movement = new Movement.Done();
        Money dear = new Money(3001, "CNY");
        Rent rent = new Rent(UUID.randomUUID(), UUID.randomUUID(), dear, new PaymentState.Capturing("auth", dear), 0);
        payments.add(rent, NOON);
        Rent leased = payments.lease(NOON, LEASE, 1).getFirst();

        assertThatThrownBy(() -> takePaymentStep().take(leased)).hasMessage("The books are closed");

        assertThat(payments.lock(rent.id()).state()).isEqualTo(rent.state());
        assertThat(payments.lease(NOON, LEASE, 1)).isEmpty();
        assertThat(payments.lease(NOON.plus(LEASE), LEASE, 1)).hasSize(1);
    }

    @Test
    void settlesOnceAndNeverForMoreThanWasAuthorised() {
        Rent rent = Rent.of(new PaymentState.Authorised("auth"));
        payments.add(rent, NOON);
        assertThatIllegalStateException().isThrownBy(() -> payments.settle(rent, new Money(3001, "CNY"), NOON));

        payments.settle(rent, PRICE, NOON);
        payments.settle(payments.lockAll(rent.flat()).getFirst(), Money.zero("CNY"), NOON);

        assertThat(payments.lock(rent.id()).state()).isEqualTo(new PaymentState.Capturing("auth", PRICE));
    }
}
