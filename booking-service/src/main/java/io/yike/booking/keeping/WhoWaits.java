package io.yike.booking.keeping;

import java.util.UUID;

/// Those who wait for a time at a facility. What is laid down anew may make possible what they wait for: other hours, a
/// closing day less, a rule that is not so strict any more.
public interface WhoWaits {

    /// Locks what asking them may need; before anything is changed, so that nobody waits in a circle.
    void prepare(UUID facilityId);

    /// Offers each of them what they can have now, those first who have waited longest.
    void ask(UUID facilityId);
}
