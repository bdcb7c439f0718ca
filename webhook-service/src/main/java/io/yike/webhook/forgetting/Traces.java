package io.yike.webhook.forgetting;

import io.yike.webhook.publishing.domain.Party;
import java.time.Instant;
import java.util.UUID;

/// What the event log and the endpoints say of a resident.
public interface Traces {

    /// Whether an event that concerns the resident has no place in the order of publication yet.
    boolean areBeingPlaced(Party resident);

    /// Where their orders went becomes a neighbourhood, in whoever's log it stands; what they were told themselves is
    /// gone, and so are their endpoints.
    void erase(Party resident, Instant now);

    /// Tells that it is done, in the running transaction.
    void tellForgotten(UUID erasureId, Instant at);
}
