package io.yike.recycling.forgetting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is here of a resident.
public interface Traces {

    /// Their pickups that have not ended.
    List<UUID> pickupsUnderWay(UUID residentId);

    /// Where they live, what they wrote and what they photographed is gone. Books and custody stay, under an id that
    /// leads to nobody any more.
    void erase(UUID residentId);

    /// Tells that it is done, in the running transaction.
    void tellForgotten(UUID erasureId, Instant at);
}
