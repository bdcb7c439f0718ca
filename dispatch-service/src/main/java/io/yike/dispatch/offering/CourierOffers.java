package io.yike.dispatch.offering;

import io.yike.dispatch.offering.domain.CourierOffer;
import io.yike.kit.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where offers to couriers live. One open offer per delivery and one per courier; the database holds both.
public interface CourierOffers {

    /// Adds an open offer.
    ///
    /// @return false if the delivery or the courier has an open one
    boolean add(CourierOffer offer);

    void save(CourierOffer offer);

    Optional<CourierOffer> find(UUID offerId);

    Optional<CourierOffer> findOpenTo(UUID courierId);

    Optional<CourierOffer> findOpenFor(UUID deliveryId);

    /// How often the delivery was offered.
    int countFor(UUID deliveryId);

    /// Newest first.
    List<CourierOffer> list(Filter filter, @Nullable Cursor after, int limit);

    /// Deliveries that nobody is at and nobody is asked about, due before `horizon`, the earliest promises first.
    List<UUID> listWaiting(Instant horizon, int limit);

    /// What couriers are asked now.
    List<CourierOffer> listOpen();

    /// Per delivery, who has declined it, let it lapse, or given it up since then.
    Map<UUID, Set<UUID>> refusedSince(Set<UUID> deliveryIds, Instant since);

    /// Which offers to list.
    ///
    /// @param couriers only to them, or to couriers of `fleets`; null for all
    record Filter(
            @Nullable Set<UUID> couriers,
            Set<UUID> fleets,
            @Nullable UUID courierId,
            @Nullable UUID deliveryId,
            CourierOffer.@Nullable State state) {}
}
