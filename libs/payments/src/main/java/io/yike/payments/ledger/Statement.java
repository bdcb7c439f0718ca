package io.yike.payments.ledger;

import io.yike.payments.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

/// A day of a party's account.
///
/// @param lines in the order of posting
public record Statement(String party, LocalDate day, List<Line> lines) {

    public Statement {
        lines = List.copyOf(lines);
    }

    /// One entry that touched the party's account.
    ///
    /// @param reference what it is about, such as an order's id
    /// @param kind what happened
    /// @param code what for
    /// @param amount positive: the party is owed so much; negative: the party owes it
    public record Line(String reference, String kind, String code, Money amount, Instant postedAt) {}

    /// The sum of the lines, one amount per currency, by currency; empty on a day without lines.
    public List<Money> totals() {
        var totals = new TreeMap<String, Money>();
        lines.forEach(line -> totals.merge(line.amount().currency(), line.amount(), Money::plus));
        return List.copyOf(totals.values());
    }
}
