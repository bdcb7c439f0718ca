package io.yike.recycling.pickups;

import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.TakeBack;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the take-backs of orders live. What is answered is told with it.
public interface TakeBacks {

    Optional<TakeBack> find(UUID takeBackId);

    /// Writes and answers.
    ///
    /// @param booked null if it was refused
    void add(TakeBack takeBack, @Nullable Pickup booked, Instant at);

    /// Writes and answers that its pickup was cancelled with the order.
    void cancelled(TakeBack takeBack, Instant at);
}
