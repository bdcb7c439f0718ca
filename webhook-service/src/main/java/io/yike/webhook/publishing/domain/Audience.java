package io.yike.webhook.publishing.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom an event concerns. Nobody else is told of it.
public final class Audience {

    private Audience() {}

    /// Of an event about an order.
    ///
    /// @param store the store that the event names; another store that was asked before is not told
    public static List<Told> ofOrder(KnownOrder order, @Nullable UUID store) {
        Map<Party, Told> told = buyers(order);
        if (store != null) {
            add(told, Party.store(store), Sight.STORE);
        }
        return List.copyOf(told.values());
    }

    /// Of what a store took from its shelves for its own counter: nobody but the store.
    public static List<Told> ofCounter(UUID store) {
        return List.of(new Told(Party.store(store), Sight.WHOLE));
    }

    /// Of what a resident dropped off: nobody but the resident.
    public static List<Told> ofResident(UUID resident) {
        return List.of(new Told(Party.resident(resident), Sight.WHOLE));
    }

    /// Of a locker cell: whoever the event names.
    public static List<Told> ofCell(@Nullable UUID platform, @Nullable UUID resident, @Nullable UUID fleet) {
        Map<Party, Told> told = new LinkedHashMap<>();
        if (platform != null) {
            add(told, Party.platform(platform), Sight.WHOLE);
        }
        if (resident != null) {
            add(told, Party.resident(resident), Sight.WHOLE);
        }
        if (fleet != null) {
            add(told, Party.fleet(fleet), Sight.WHOLE);
        }
        return List.copyOf(told.values());
    }

    /// Of an event about a delivery.
    ///
    /// @param delivery with the courier who is at it when the event happens, or who has just left it
    public static List<Told> ofDelivery(KnownOrder order, KnownDelivery delivery) {
        Map<Party, Told> told = buyers(order);
        if (order.storeId() != null) {
            add(told, Party.store(order.storeId()), Sight.STORE);
        }
        if (delivery.courierId() != null) {
            add(told, Party.courier(delivery.courierId()), Sight.CARRIER);
        }
        if (delivery.fleetId() != null) {
            add(told, Party.fleet(delivery.fleetId()), Sight.CARRIER);
        }
        return List.copyOf(told.values());
    }

    private static Map<Party, Told> buyers(KnownOrder order) {
        Map<Party, Told> told = new LinkedHashMap<>();
        if (order.platformId() != null) {
            add(told, Party.platform(order.platformId()), Sight.BUYER);
        }
        if (order.residentId() != null) {
            add(told, Party.resident(order.residentId()), Sight.BUYER);
        }
        if (order.takenAt() != null) {
            add(told, Party.store(order.takenAt()), Sight.WHOLE);
        }
        return told;
    }

    /// Whoever is there already knows at least as much.
    private static void add(Map<Party, Told> told, Party party, Sight sight) {
        told.putIfAbsent(party, new Told(party, sight));
    }
}
