package io.yike.local.stack;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The services, with the port each would like and the database it owns.
enum Service {
    IDENTITY("identity-service", 8081, "identity", 256, Needed.TO_COME_IN),
    ORDER("order-service", 8082, "order", 320, Needed.TO_QUOTE),
    STORE("store-service", 8083, "store", 320, Needed.TO_QUOTE),
    DISPATCH("dispatch-service", 8084, "dispatch", 320, Needed.TO_DELIVER),
    WEBHOOK("webhook-service", 8087, "webhook", 256, Needed.BESIDES),
    BOOKING("booking-service", 8085, "booking", 256, Needed.BESIDES),
    RECYCLING("recycling-service", 8086, "recycling", 256, Needed.BESIDES),
    GATEWAY("gateway", 8080, null, 256, Needed.TO_COME_IN);

    final String id;
    final int port;
    final @Nullable String database;
    final int heapMebibytes;
    final Needed needed;

    Service(String id, int port, @Nullable String database, int heapMebibytes, Needed needed) {
        this.id = id;
        this.port = port;
        this.database = database;
        this.heapMebibytes = heapMebibytes;
        this.needed = needed;
    }

    /// The name of its variable with the base URLs of another service's instances.
    String urisVariable() {
        return "YIKE_" + name() + "_SERVICE_URIS";
    }

    String instance(int number) {
        return LocalStack.instance(id, number);
    }

    static List<Service> withUris() {
        return Arrays.stream(values()).filter(service -> service != GATEWAY).toList();
    }

    /// When a start brings it up.
    enum Needed {
        /// Nobody is known and nothing is asked without it.
        TO_COME_IN,
        /// Says whether an order could be filled, and by whom.
        TO_QUOTE,
        /// The rest of the way of an order.
        TO_DELIVER,
        /// An order goes its way without it.
        BESIDES
    }
}
