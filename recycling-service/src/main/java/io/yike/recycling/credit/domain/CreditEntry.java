package io.yike.recycling.credit.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// A line of a resident's account.
///
/// @param line of the journal
/// @param account `credit` can be spent, `held` waits for an operator
/// @param kind what happened
/// @param reference what it is about
public record CreditEntry(
        UUID journalId, int line, String account, String kind, String reference, Money amount, Instant at) {}
