package io.yike.order.renewing;

import io.yike.order.renewing.domain.TakeBack;
import io.yike.travel.Coordinate;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where the take-backs of orders live. Asking and withdrawing tell of it as well.
public interface TakeBacks {

    void add(TakeBack takeBack);

    Map<UUID, TakeBack> of(Collection<UUID> orderIds);

    /// Locked until the transaction ends.
    Optional<TakeBack> findLocked(UUID orderId);

    void save(TakeBack takeBack);

    /// Writes it as asked for.
    ///
    /// @param place where the order goes
    /// @param earliest the new one is to be there
    void saveAsked(TakeBack takeBack, UUID residentId, Coordinate place, Instant earliest, Instant at);

    /// Writes it as withdrawn, after it was asked for.
    void saveWithdrawn(TakeBack takeBack, Instant at);
}
