package io.yike.dispatch.delivering;

import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.delivering.domain.DeliveryStatus;
import io.yike.kit.page.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where deliveries live. A row is written together with its history and with what is told about it.
public interface Deliveries {

    void add(Delivery delivery, List<DeliveryEvent> events, String actor, Instant now);

    void save(Delivery delivery, List<DeliveryEvent> events, String actor, Instant now);

    Optional<Delivery> find(UUID deliveryId);

    /// Those that there are, by their ids.
    Map<UUID, Delivery> find(Set<UUID> deliveryIds);

    /// As [#find], and nobody else changes it until the transaction ends.
    Optional<Delivery> findLocked(UUID deliveryId);

    /// The trip has another delivery now: this one is expected at other times. Nothing changes if another is at it, or
    /// nobody any more.
    ///
    /// @param pickupEta null to leave it as it is
    void retime(UUID deliveryId, UUID courierId, @Nullable Instant pickupEta, Instant dropoffEta);

    Optional<Delivery> findByOrder(UUID orderId);

    /// Newest first.
    List<Delivery> list(Filter filter, @Nullable Cursor after, int limit);

    /// What the courier is at.
    List<Delivery> listOpenOf(UUID courierId);

    /// Everything that couriers are at.
    List<Delivery> listUnderWay();

    /// Oldest first.
    List<Change> history(UUID deliveryId);

    /// Remembers that the order is fetched, so that nothing is to be brought.
    void addPickupOrder(UUID orderId, Instant acceptedAt);

    boolean isPickupOrder(UUID orderId);

    /// A change with its time, actor and reason.
    record Change(
            long sequence,
            DeliveryStatus state,
            Instant at,
            String actor,
            @Nullable String reason) {}

    /// Which deliveries to list.
    ///
    /// @param owners only theirs; null for all
    record Filter(
            @Nullable Owners owners,
            @Nullable UUID orderId,
            @Nullable UUID courierId,
            @Nullable UUID storeId,
            @Nullable DeliveryStatus state) {}

    /// The parties somebody acts for.
    record Owners(Set<UUID> couriers, Set<UUID> fleets, Set<UUID> stores, Set<UUID> platforms, Set<UUID> residents) {}
}
