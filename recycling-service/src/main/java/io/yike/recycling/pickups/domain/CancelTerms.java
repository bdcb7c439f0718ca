package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a cancellation costs now.
///
/// @param refund of what is paid
/// @param fee what is kept of it
/// @param freeUntil null where nothing is to become dearer
public record CancelTerms(
        boolean cancellable,
        Money refund,
        Money fee,
        @Nullable Instant freeUntil) {}
