package io.yike.order.ordering;

import io.yike.order.ordering.domain.Actor;
import io.yike.order.ordering.domain.Decision;
import io.yike.order.ordering.domain.OrderEvent;
import io.yike.order.ordering.domain.PickupCode;
import io.yike.order.ordering.domain.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Makes an order's code void and issues another, after five wrong tries or when it has been seen by somebody.
@Component
public class ReissuePickupCode {

    private final ChangeOrder changeOrder;
    private final IssuePickupCode issuePickupCode;
    private final Clock clock;

    ReissuePickupCode(ChangeOrder changeOrder, IssuePickupCode issuePickupCode, Clock clock) {
        this.changeOrder = changeOrder;
        this.issuePickupCode = issuePickupCode;
        this.clock = clock;
    }

    public sealed interface Outcome {
        record Issued(PickupCode code) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /// Runs in the caller's transaction.
    public Outcome reissue(UUID orderId, Actor actor) {
        Instant now = clock.instant();
        Decision decision = changeOrder
                .change(orderId, order -> order.reissuePickupCode(new OrderEvent.PickupCodeReissued(now, actor)))
                .orElseThrow();
        return switch (decision) {
            case Decision.Changed _ -> new Outcome.Issued(issuePickupCode.issue(orderId, now));
            case Decision.Refused(Refusal refusal) -> new Outcome.Refused(refusal);
            case Decision.Ignored(String why) -> throw new IllegalStateException(why);
            case Decision.Early(String why) -> throw new IllegalStateException(why);
        };
    }
}
