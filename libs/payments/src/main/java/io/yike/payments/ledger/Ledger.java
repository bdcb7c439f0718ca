package io.yike.payments.ledger;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The books of one service.
public interface Ledger {

    /// Posts a journal in the caller's transaction, once per reference and kind.
    ///
    /// @throws IllegalStateException without a transaction; or when a journal of another day or with other entries
    ///     stands under the same reference and kind
    Posting post(Journal journal);

    /// What a day did to a party's account.
    Statement statement(String party, LocalDate day);

    /// At most so many lines of what a day did to a party's account, after those of the page before.
    StatementPage page(String party, LocalDate day, StatementPage.@Nullable Position after, int limit);

    /// The total of each party that the day touched, by party, then currency. They sum to zero per currency.
    List<PartyTotal> totals(LocalDate day);
}
