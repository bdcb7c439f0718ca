package io.yike.payments.ledger;

import io.yike.payments.Money;

/// One line of a journal.
///
/// @param party whose account, as `kind:id` (`store:0190…`, `platform:0190…`), or a name of the house's own (`yike`)
/// @param code what for (`goods`, `delivery_fee`, `collected_cash`), lower_snake_case
/// @param amount positive: the party is owed so much; negative: the party owes it; never zero
public record Entry(String party, String code, Money amount) {

    public Entry {
        if (party.isBlank() || party.length() > 100) {
            throw new IllegalArgumentException("party must have 1 to 100 characters");
        }
        if (!code.matches("[a-z][a-z0-9_]{0,49}")) {
            throw new IllegalArgumentException("code must be lower_snake_case, not " + code);
        }
        if (amount.isZero()) {
            throw new IllegalArgumentException("an entry of zero says nothing");
        }
    }
}
