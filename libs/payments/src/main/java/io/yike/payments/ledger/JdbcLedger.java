package io.yike.payments.ledger;

import io.yike.payments.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// The books in PostgreSQL. The tables come with the Flyway location `classpath:db/payments`, which also holds the
/// rules: journals sum to zero, are whole when they commit, and never change.
public final class JdbcLedger implements Ledger {

    private final JdbcClient jdbc;

    public JdbcLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Posting post(Journal journal) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a journal is posted in the transaction of what it records");
        }
        int inserted = jdbc.sql("""
                insert into ledger_journal (id, reference, kind, day, entries, posted_at)
                values (:id, :reference, :kind, :day, :entries, :postedAt)
                on conflict (reference, kind) do nothing
                """)
                .param("id", journal.id())
                .param("reference", journal.reference())
                .param("kind", journal.kind())
                .param("day", journal.day())
                .param("entries", journal.entries().size())
                .param("postedAt", journal.postedAt().atOffset(ZoneOffset.UTC))
                .update();
        if (inserted == 0) {
            requireSame(journal);
            return Posting.REPEATED;
        }
        for (int line = 0; line < journal.entries().size(); line++) {
            insert(journal.id(), line + 1, journal.entries().get(line));
        }
        return Posting.POSTED;
    }

    @Override
    public Statement statement(String party, LocalDate day) {
        List<Statement.Line> lines = jdbc.sql("""
                select j.reference, j.kind, e.code, e.amount, e.currency, j.posted_at
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where e.party = :party and j.day = :day
                order by j.posted_at, j.id, e.line
                """)
                .param("party", party)
                .param("day", day)
                .query(JdbcLedger::line)
                .list();
        return new Statement(party, day, lines);
    }

    private record Found(StatementPage.Position at, Statement.Line line) {}

    @Override
    public StatementPage page(String party, LocalDate day, StatementPage.@Nullable Position after, int limit) {
        List<Found> found = jdbc.sql("""
                select j.id, e.line, j.reference, j.kind, e.code, e.amount, e.currency, j.posted_at
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where e.party = :party and j.day = :day
                    and (:id::uuid is null or (j.posted_at, j.id, e.line) > (:at::timestamptz, :id::uuid, :line::integer))
                order by j.posted_at, j.id, e.line
                limit :limit
                """)
                .param("party", party)
                .param("day", day)
                .param("id", after == null ? null : after.journalId())
                .param("at", after == null ? null : after.postedAt().atOffset(ZoneOffset.UTC))
                .param("line", after == null ? null : after.line())
                .param("limit", limit + 1)
                .query((row, number) -> {
                    Statement.Line line = line(row, number);
                    UUID journalId = Objects.requireNonNull(row.getObject("id", UUID.class));
                    return new Found(new StatementPage.Position(line.postedAt(), journalId, row.getInt("line")), line);
                })
                .list();
        List<Found> shown = found.subList(0, Math.min(limit, found.size()));
        return new StatementPage(
                shown.stream().map(Found::line).toList(),
                totals(party, day),
                found.size() > limit ? shown.getLast().at() : null);
    }

    private List<Money> totals(String party, LocalDate day) {
        return jdbc.sql("""
                select e.currency, sum(e.amount)::bigint as amount
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where e.party = :party and j.day = :day
                group by e.currency
                order by e.currency
                """)
                .param("party", party)
                .param("day", day)
                .query((row, _) -> money(row))
                .list();
    }

    @Override
    public List<PartyTotal> totals(LocalDate day) {
        return jdbc.sql("""
                select e.party, e.currency, sum(e.amount)::bigint as amount
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where j.day = :day
                group by e.party, e.currency
                order by e.party, e.currency
                """)
                .param("day", day)
                .query((row, _) -> new PartyTotal(text(row, "party"), money(row)))
                .list();
    }

    private void insert(UUID journalId, int line, Entry entry) {
        jdbc.sql("""
                insert into ledger_entry (journal_id, line, party, code, amount, currency)
                values (:journalId, :line, :party, :code, :amount, :currency)
                """)
                .param("journalId", journalId)
                .param("line", line)
                .param("party", entry.party())
                .param("code", entry.code())
                .param("amount", entry.amount().amount())
                .param("currency", entry.amount().currency())
                .update();
    }

    private void requireSame(Journal journal) {
        LocalDate day = jdbc.sql("select day from ledger_journal where reference = :reference and kind = :kind")
                .param("reference", journal.reference())
                .param("kind", journal.kind())
                .query(LocalDate.class)
                .single();
        List<Entry> entries = jdbc.sql("""
                select e.party, e.code, e.amount, e.currency
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where j.reference = :reference and j.kind = :kind
                order by e.line
                """)
                .param("reference", journal.reference())
                .param("kind", journal.kind())
                .query((row, _) -> new Entry(text(row, "party"), text(row, "code"), money(row)))
                .list();
        if (!day.equals(journal.day()) || !entries.equals(journal.entries())) {
            throw new IllegalStateException(
                    "another journal %s of %s was posted before".formatted(journal.kind(), journal.reference()));
        }
    }

    private static Statement.Line line(ResultSet row, int number) throws SQLException {
        return new Statement.Line(
                text(row, "reference"),
                text(row, "kind"),
                text(row, "code"),
                money(row),
                Objects.requireNonNull(row.getObject("posted_at", OffsetDateTime.class))
                        .toInstant());
    }

    private static Money money(ResultSet row) throws SQLException {
        return new Money(row.getLong("amount"), text(row, "currency"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
