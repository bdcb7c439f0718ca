package io.yike.order.tracking.domain;

import io.yike.payments.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of an order's timeline.
///
/// @param type e.g. `order.accepted`, as the contract lists them
/// @param actorKind who did it, e.g. `store`
public record TimelineEntry(
        String type,
        Instant at,
        String actorKind,
        @Nullable String actorId,
        @Nullable String reason,
        @Nullable String fault,
        @Nullable UUID storeId,
        @Nullable String storeName,
        @Nullable UUID offerId,
        @Nullable Integer attempt,
        @Nullable UUID deliveryId,
        @Nullable UUID courierId,
        @Nullable Instant expiresAt,
        @Nullable Instant promiseAt,
        @Nullable Instant readyAt,
        @Nullable Money amount) {

    /// An entry with nothing but what every entry has.
    public static TimelineEntry plain(String type, Instant at, String actorKind, @Nullable String actorId) {
        return new TimelineEntry(
                type, at, actorKind, actorId, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    public TimelineEntry because(@Nullable String why, @Nullable String whoseFault) {
        return new TimelineEntry(
                type,
                at,
                actorKind,
                actorId,
                why,
                whoseFault,
                storeId,
                storeName,
                offerId,
                attempt,
                deliveryId,
                courierId,
                expiresAt,
                promiseAt,
                readyAt,
                amount);
    }

    public TimelineEntry atStore(@Nullable UUID store, @Nullable String name) {
        return new TimelineEntry(
                type,
                at,
                actorKind,
                actorId,
                reason,
                fault,
                store,
                name,
                offerId,
                attempt,
                deliveryId,
                courierId,
                expiresAt,
                promiseAt,
                readyAt,
                amount);
    }

    public TimelineEntry offered(UUID offer, @Nullable Integer number, @Nullable Instant until) {
        return new TimelineEntry(
                type,
                at,
                actorKind,
                actorId,
                reason,
                fault,
                storeId,
                storeName,
                offer,
                number,
                deliveryId,
                courierId,
                until,
                promiseAt,
                readyAt,
                amount);
    }

    public TimelineEntry carried(UUID delivery, @Nullable UUID courier) {
        return new TimelineEntry(
                type, at, actorKind, actorId, reason, fault, storeId, storeName, offerId, attempt, delivery, courier,
                expiresAt, promiseAt, readyAt, amount);
    }

    public TimelineEntry promised(@Nullable Instant promise, @Nullable Instant ready) {
        return new TimelineEntry(
                type,
                at,
                actorKind,
                actorId,
                reason,
                fault,
                storeId,
                storeName,
                offerId,
                attempt,
                deliveryId,
                courierId,
                expiresAt,
                promise,
                ready,
                amount);
    }

    public TimelineEntry worth(@Nullable Money money) {
        return new TimelineEntry(
                type,
                at,
                actorKind,
                actorId,
                reason,
                fault,
                storeId,
                storeName,
                offerId,
                attempt,
                deliveryId,
                courierId,
                expiresAt,
                promiseAt,
                readyAt,
                money);
    }
}
