package io.yike.order.settling.domain;

import io.yike.payments.Money;

/// One party's part of an ended order's money.
///
/// @param party `kind:id`, or a name of the house's own
/// @param code what for
/// @param amount positive is owed to the party, negative the party owes
public record Share(String party, String code, Money amount) {}
