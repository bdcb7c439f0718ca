package io.yike.recycling.credit.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Credits;
import io.yike.recycling.credit.domain.CreditEntry;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCredits implements Credits {

    private final JdbcClient jdbc;
    private final RecyclingSettings settings;

    JdbcCredits(JdbcClient jdbc, RecyclingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public void lock(UUID residentId) {
        jdbc.sql("INSERT INTO resident_account (resident_id) VALUES (:id) ON CONFLICT DO NOTHING")
                .param("id", residentId)
                .update();
        jdbc.sql("SELECT FROM resident_account WHERE resident_id = :id FOR UPDATE")
                .param("id", residentId)
                .query((_, _) -> true)
                .list();
    }

    @Override
    public Money balance(UUID residentId) {
        return of(residentId, "credit");
    }

    @Override
    public Money held(UUID residentId) {
        return of(residentId, "held");
    }

    @Override
    public Money reserved(UUID residentId) {
        return of(residentId, "reserved");
    }

    private Money of(UUID residentId, String code) {
        long amount = jdbc.sql("""
                SELECT amount FROM credit_balance WHERE party = :party AND code = :code AND currency = :currency
                """)
                .param("party", "resident:" + residentId)
                .param("code", code)
                .param("currency", settings.currency())
                .query(Long.class)
                .optional()
                .orElse(0L);
        return new Money(amount, settings.currency());
    }

    /// Two lines of a journal may be of one resident, and a page may end between them.
    static Cursor cursor(CreditEntry entry) {
        return new Cursor(entry.at(), entry.journalId(), entry.line());
    }

    @Override
    public List<CreditEntry> entries(UUID residentId, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                SELECT j.id, e.line, j.reference, j.kind, j.posted_at, e.code, e.amount, e.currency
                FROM ledger_entry e JOIN ledger_journal j ON j.id = e.journal_id
                WHERE e.party = :party
                  AND (:afterId::uuid IS NULL OR (j.posted_at, j.id) < (:afterAt, :afterId)
                       OR (j.posted_at = :afterAt AND j.id = :afterId AND e.line > :afterLine))
                ORDER BY j.posted_at DESC, j.id DESC, e.line
                LIMIT :limit
                """)
                .param("party", "resident:" + residentId)
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("afterLine", after == null ? 0 : after.line())
                .param("limit", limit)
                .query(Row.to(row -> new CreditEntry(
                        row.uuid("id"),
                        row.integer("line"),
                        row.text("code"),
                        row.text("kind"),
                        row.text("reference"),
                        new Money(row.number("amount"), row.text("currency")),
                        row.instant("posted_at"))))
                .list();
    }
}
