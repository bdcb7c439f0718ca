package io.yike.order.ordering.domain;

import java.util.List;

/// What an order makes of a trigger.
public sealed interface Decision {

    /// It changes. The events say how.
    record Changed(Order order, List<OrderEvent> events) implements Decision {
        public Changed {
            events = List.copyOf(events);
        }

        static Changed to(Order order, OrderEvent... events) {
            return new Changed(order, List.of(events));
        }
    }

    /// It stays as it is: the trigger came late or again, which is normal.
    record Ignored(String why) implements Decision {}

    /// What must come before has not come yet.
    record Early(String why) implements Decision {}

    /// Somebody asked for what the state does not allow.
    record Refused(Refusal refusal) implements Decision {}
}
