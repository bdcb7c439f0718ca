package io.yike.payments.ledger;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some lines of a day of a party's account, and what all of them come to.
///
/// @param lines in the order of posting
/// @param totals of the whole day, one amount per currency, by currency; empty on a day without lines
/// @param end where the page ended; null if nothing follows
public record StatementPage(
        List<Statement.Line> lines,
        List<Money> totals,
        @Nullable Position end) {

    public StatementPage {
        lines = List.copyOf(lines);
        totals = List.copyOf(totals);
    }

    /// A line among all that there are.
    ///
    /// @param line of the journal
    public record Position(Instant postedAt, UUID journalId, int line) {}
}
