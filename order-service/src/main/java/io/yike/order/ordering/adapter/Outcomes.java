package io.yike.order.ordering.adapter;

import io.yike.kit.event.EventOutcome;
import io.yike.order.ordering.domain.Decision;
import java.util.Optional;

/// What a decision means for the message that asked for it. A refusal is the end of the message, not a failure.
final class Outcomes {

    private Outcomes() {}

    static EventOutcome of(Optional<Decision> decision) {
        return decision.map(Outcomes::of).orElseGet(() -> EventOutcome.early("order unknown"));
    }

    private static EventOutcome of(Decision decision) {
        return switch (decision) {
            case Decision.Changed _ -> EventOutcome.applied();
            case Decision.Ignored(String why) -> EventOutcome.ignored(why);
            case Decision.Early(String why) -> EventOutcome.early(why);
            case Decision.Refused refused ->
                EventOutcome.ignored(refused.refusal().name());
        };
    }
}
