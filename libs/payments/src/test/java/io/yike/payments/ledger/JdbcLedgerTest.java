package io.yike.payments.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.payments.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcLedgerTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");

    private static EmbeddedPostgres postgres;
    private static DataSource database;
    private static JdbcClient jdbc;
    private static TransactionTemplate transaction;
    private static Ledger ledger;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/payments")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        ledger = new JdbcLedger(jdbc);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void postsAJournalOnceAndShowsItToEachParty() {
        Journal journal = completed("order-1", MONDAY, 2400);

        assertThat(post(journal)).isEqualTo(Posting.POSTED);
        assertThat(post(completed("order-1", MONDAY, 2400))).isEqualTo(Posting.REPEATED);

        Statement statement = ledger.statement("store:order-1", MONDAY);
        assertThat(statement.lines())
                .containsExactly(new Statement.Line("order-1", "order_completed", "goods", cny(2400), NOON));
        assertThat(statement.totals()).containsExactly(cny(2400));
    }

    @Test
    void takesAnotherJournalUnderTheSameReferenceForABug() {
        post(completed("order-2", MONDAY, 2400));

        assertThatIllegalStateException().isThrownBy(() -> post(completed("order-2", MONDAY, 2500)));
        assertThatIllegalStateException().isThrownBy(() -> post(completed("order-2", MONDAY.plusDays(1), 2400)));
    }

    @Test
    void posts20TimesAtOnceAndTakesEffectOnce() throws Exception {
        var start = new CyclicBarrier(20);
        var postings = new ArrayList<Posting>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Posting> posting = () -> {
                start.await();
                return post(completed("order-3", MONDAY, 100));
            };
            List<Future<Posting>> futures = threads.invokeAll(Collections.nCopies(20, posting));
            for (Future<Posting> future : futures) {
                postings.add(future.get());
            }
        }

        assertThat(postings).filteredOn(Posting.POSTED::equals).hasSize(1);
        assertThat(ledger.statement("store:order-3", MONDAY).lines()).hasSize(1);
    }

    @Test
    void postsOnlyInATransaction() {
        Journal journal = completed("order-4", MONDAY, 100);

        assertThatIllegalStateException().isThrownBy(() -> ledger.post(journal));
    }

    @Test
    void leavesNothingBehindWhenTheTransactionRollsBack() {
        transaction.executeWithoutResult(status -> {
            ledger.post(completed("order-5", MONDAY, 100));
            status.setRollbackOnly();
        });

        assertThat(ledger.statement("store:order-5", MONDAY).lines()).isEmpty();
        assertThat(post(completed("order-5", MONDAY, 100))).isEqualTo(Posting.POSTED);
    }

    @Test
    void refusesAJournalThatDoesNotSumToZeroPerCurrency() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal("order-6", MONDAY, entry("platform:p", -100), entry("store:s", 99)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> journal(
                        "order-6",
                        MONDAY,
                        entry("platform:p", -100),
                        new Entry("store:s", "goods", new Money(100, "USD"))));
    }

    @Test
    void theDatabaseItselfForbidsABalanceThatIsNotZero() {
        UUID id = UUID.randomUUID();

        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    insertJournal(id, "order-7");
                    insertEntry(id, 1, 100);
                    insertEntry(id, 2, -99);
                }))
                .rootCause()
                .hasMessageContaining("does not sum to zero");
    }

    @Test
    void theDatabaseItselfForbidsToAddToAJournalLater() {
        post(completed("order-8", MONDAY, 100));
        UUID id = jdbc.sql("select id from ledger_journal where reference = 'order-8'")
                .query(UUID.class)
                .single();

        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    insertEntry(id, 3, 100);
                    insertEntry(id, 4, -100);
                }))
                .rootCause()
                .hasMessageContaining("is not whole");
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> insertJournal(UUID.randomUUID(), "order-9")))
                .rootCause()
                .hasMessageContaining("is not whole");
    }

    @Test
    void theDatabaseItselfForbidsToChangeWhatWasPosted() {
        post(completed("order-10", MONDAY, 100));

        for (String change : List.of(
                "update ledger_entry set amount = amount * 2",
                "delete from ledger_entry",
                "truncate ledger_entry",
                "update ledger_journal set day = day + 1",
                "delete from ledger_journal",
                "truncate ledger_journal cascade")) {
            assertThatThrownBy(() -> jdbc.sql(change).update())
                    .isInstanceOfAny(DataIntegrityViolationException.class, UncategorizedSQLException.class)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void theStatementsOfAllPartiesOfADaySumToZero() {
        LocalDate tuesday = MONDAY.plusDays(1);
        var random = new Random(42);
        for (int order = 0; order < 200; order++) {
            long goods = random.nextLong(1, 20_000);
            long fee = random.nextLong(1, 800);
            post(journal(
                    "tuesday-" + order,
                    tuesday,
                    entry("platform:" + random.nextInt(3), -goods - fee),
                    entry("store:" + random.nextInt(20), goods),
                    entry("fleet:" + random.nextInt(4), fee)));
        }

        List<PartyTotal> totals = ledger.totals(tuesday);

        assertThat(totals).hasSizeBetween(20, 27);
        assertThat(totals.stream().map(PartyTotal::total).reduce(cny(0), Money::plus))
                .isEqualTo(cny(0));
        for (PartyTotal total : totals) {
            Statement statement = ledger.statement(total.party(), tuesday);
            assertThat(statement.totals()).containsExactly(total.total());
            List<Statement.Line> paged = new ArrayList<>();
            StatementPage.Position end = null;
            do {
                StatementPage page = ledger.page(total.party(), tuesday, end, 7);
                assertThat(page.lines()).hasSizeBetween(1, 7);
                assertThat(page.totals()).containsExactly(total.total());
                paged.addAll(page.lines());
                end = page.end();
            } while (end != null);
            assertThat(paged).isEqualTo(statement.lines());
        }
    }

    private static Journal completed(String order, LocalDate day, long goods) {
        return journal(order, day, entry("platform:" + order, -goods), entry("store:" + order, goods));
    }

    private static Journal journal(String order, LocalDate day, Entry... entries) {
        return new Journal(UUID.randomUUID(), order, "order_completed", day, NOON, List.of(entries));
    }

    private static Entry entry(String party, long amount) {
        return new Entry(party, "goods", cny(amount));
    }

    private static Posting post(Journal journal) {
        return transaction.execute(_ -> ledger.post(journal));
    }

    private static void insertJournal(UUID id, String reference) {
        jdbc.sql("""
                insert into ledger_journal (id, reference, kind, day, entries, posted_at)
                values (:id, :reference, 'order_completed', date '2026-11-23', 2, now())
                """).param("id", id).param("reference", reference).update();
    }

    private static void insertEntry(UUID journal, int line, long amount) {
        jdbc.sql("""
                insert into ledger_entry (journal_id, line, party, code, amount, currency)
                values (:journal, :line, 'store:s', 'goods', :amount, 'CNY')
                """)
                .param("journal", journal)
                .param("line", line)
                .param("amount", amount)
                .update();
    }

    private static Money cny(long fen) {
        return new Money(fen, "CNY");
    }
}
