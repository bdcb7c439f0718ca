package io.yike.payments.ledger;

import io.yike.payments.Money;

/// The sum of a party's entries of a day in one currency: positive, the party is owed so much.
public record PartyTotal(String party, Money total) {}
