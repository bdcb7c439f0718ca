package io.yike.recycling.credit;

import io.yike.recycling.credit.domain.CreditStep;
import io.yike.recycling.credit.domain.OrderCredit;
import io.yike.recycling.credit.domain.OrderCredit.Why;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the credit that orders asked for lives. Answering tells of it as well.
public interface OrderCredits {

    /// Locked until the transaction ends.
    Optional<OrderCredit> findLocked(UUID orderId);

    void save(OrderCredit credit);

    /// Whether the step has been answered.
    boolean isAnswered(UUID stepId);

    /// Writes and tells how a step ended.
    ///
    /// @param refused null if it took effect
    void answer(CreditStep step, @Nullable Why refused, Instant at);
}
