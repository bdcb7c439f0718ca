package io.yike.payments.ledger;

import io.yike.payments.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// What one event did to the accounts: entries that sum to zero per currency.
///
/// @param reference what it is about, such as an order's id
/// @param kind what happened (`order_completed`); a reference has at most one journal of a kind
/// @param day the business day, in the city's time zone, whose statements it belongs to
public record Journal(UUID id, String reference, String kind, LocalDate day, Instant postedAt, List<Entry> entries) {

    public Journal {
        if (reference.isBlank() || reference.length() > 100) {
            throw new IllegalArgumentException("reference must have 1 to 100 characters");
        }
        if (!kind.matches("[a-z][a-z0-9_]{0,49}")) {
            throw new IllegalArgumentException("kind must be lower_snake_case, not " + kind);
        }
        entries = List.copyOf(entries);
        if (entries.size() < 2) {
            throw new IllegalArgumentException("a journal has at least two entries");
        }
        Map<String, Money> sums = entries.stream()
                .map(Entry::amount)
                .collect(Collectors.toMap(Money::currency, amount -> amount, Money::plus));
        if (!sums.values().stream().allMatch(Money::isZero)) {
            throw new IllegalArgumentException("the entries must sum to zero, not " + sums.values());
        }
    }
}
