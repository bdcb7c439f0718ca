package io.yike.webhook.publishing.domain;

import static io.yike.webhook.publishing.domain.Sight.BUYER;
import static io.yike.webhook.publishing.domain.Sight.CARRIER;
import static io.yike.webhook.publishing.domain.Sight.STORE;
import static io.yike.webhook.publishing.domain.Sight.WHOLE;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may know which field of an event's data, wherever it stands. A name that is not here is told to nobody: whoever
/// adds a field to an event decides here who may know it, and until then nobody does.
public final class FieldSight {

    private static final Map<String, Set<Sight>> MAY_KNOW = new HashMap<>();

    static {
        // Ids of what it is about, and of who is at it.
        known(
                EnumSet.allOf(Sight.class),
                "orderId refundId deliveryId offerId incidentId endpointId party platformId storeId storeName storePoint courierId fleetId "
                        + "bookingId facilityId resourceId");
        // What is in the bag, and what the buyer pays for it.
        known(
                EnumSet.allOf(Sight.class),
                "kind fulfilment lines line sku quantity unitPrice substitution substituteFor outcome goodsTotal deliveryFee total amount currency");
        // What happened, when and why.
        known(
                EnumSet.allOf(Sight.class),
                "at attempt automatic decision fault from proof reason acceptedAt authorisedAt cancelledAt completedAt disabledAt expiresAt failingSince offeredAt placedAt readyAt refundedAt returnedAt unfulfilledAt");
        // What is to come.
        known(EnumSet.allOf(Sight.class), "dropoffEta pickupEta promiseAt routeUntil unreachable window start end");
        // Parts of places and of money at the door, where those may be known at all.
        known(EnumSet.allOf(Sight.class), "lat lng method");
        // The buyer, where they live, and how they pay.
        known(EnumSet.of(WHOLE, BUYER), "residentId quoteId destination paymentMethod fee refunded");
        // What was dropped off, and what it is worth.
        known(
                EnumSet.of(WHOLE),
                "alarmId charged correctionId credit credited crewId held jobId material pickupId pointId price reasons stopId weighInId weightGrams "
                        + "acceptedGrams entryId giver hash refusedGrams stream taker");
        // Locker cells, where they are, and for what.
        known(
                EnumSet.of(WHOLE, BUYER),
                "damageId dispensingId holdId medicineId unitId facilityName cell point purpose size use alternatives near until");
        // Money that the courier takes at the door.
        known(EnumSet.of(WHOLE, BUYER, CARRIER), "collect collected");
        // Other stores, and why they were passed over.
        known(
                EnumSet.of(WHOLE, BUYER),
                "candidates name distanceMetres preparationSeconds courierSeconds travelSeconds promiseSeconds verdict");
        // The store's own prices.
        known(EnumSet.of(WHOLE, STORE), "storeTotal storeUnitPrice");
    }

    private FieldSight() {}

    private static void known(Set<Sight> sights, String names) {
        for (String name : names.split(" ", -1)) {
            if (MAY_KNOW.put(name, sights) != null) {
                throw new IllegalStateException(name + " stands here twice");
            }
        }
    }

    /// Whether somebody has decided who may know this field.
    public static boolean isDecided(String name) {
        return MAY_KNOW.containsKey(name);
    }

    /// The data less what is not for this sight.
    public static Map<String, Object> project(Map<String, ?> data, Sight sight) {
        Map<String, Object> kept = new LinkedHashMap<>();
        data.forEach((name, value) -> {
            if (value != null && MAY_KNOW.getOrDefault(name, Set.of()).contains(sight)) {
                kept.put(name, value(value, sight));
            }
        });
        return kept;
    }

    private static Object value(Object value, Sight sight) {
        return switch (value) {
            case Map<?, ?> object -> project(named(object), sight);
            case List<?> list -> list.stream().map(item -> value(item, sight)).toList();
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> object) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}
