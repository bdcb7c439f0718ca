package io.yike.recycling.dropoffs.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;

/// A correction by an operator.
public record WeighInChange(
        UUID id,
        long weightBefore,
        long weightAfter,
        Money creditedBefore,
        Money creditedAfter,
        String reason,
        String actor,
        Instant at) {}
