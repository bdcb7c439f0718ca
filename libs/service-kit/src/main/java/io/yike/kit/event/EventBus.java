package io.yike.kit.event;

import java.util.List;

/// Publishes a batch and waits for what the broker says of each event.
interface EventBus {

    /// The tellings, in the order of the events.
    List<Telling> tell(List<PendingEvent> batch);

    /// Declares again what consumers need; after that an unroutable event may find its queue.
    void declareQueues();
}
