package io.yike.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A facility with cells, for a test that plays those who hold them.
final class Locker {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ApiClient api;
    final House house;

    private Locker(ApiClient api, House house) {
        this.api = api;
        this.house = house;
    }

    /// Far from those of other tests.
    ///
    /// @param lat of a place where no other test has one
    static Locker at(ApiClient api, double lat, String... labels) {
        House house = House.open(api, profile -> profile.put("location", Map.of("lat", lat, "lng", 100.0)));
        Locker locker = new Locker(api, house);
        for (String label : labels) {
            locker.cell(label, "medium", null);
        }
        return locker;
    }

    UUID cell(String label, String size, @Nullable String lockId) {
        Map<String, Object> cell = new HashMap<>(Map.of("label", label, "size", size));
        if (lockId != null) {
            cell.put("lockId", lockId);
            cell.put("offlineCode", "90412277");
        }
        Answer created = api.as(house.keeper).post("/v1/facilities/" + house.id + "/cells", cell);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return UUID.fromString(created.text("/cellId"));
    }

    /// What order-service asks for.
    Map<String, Object> wish(UUID holdId, UUID orderId, MutableClock clock, double lat) {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("holdId", holdId);
        wish.put("orderId", orderId);
        wish.put("facilityId", house.id);
        wish.put("size", "small");
        wish.put("near", Map.of("lat", lat, "lng", 100.0));
        wish.put("until", clock.instant().plus(Duration.ofHours(2)).toString());
        wish.put("at", clock.instant().toString());
        return wish;
    }

    static void ask(EventSender sender, Map<String, Object> wish) {
        sender.send("/order-service", "cell.hold_requested.v1", text(wish, "holdId"), 1, wish);
    }

    /// What the wish says, as text.
    static String text(Map<String, Object> wish, String field) {
        return String.valueOf(wish.get(field));
    }

    static void giveUp(EventSender sender, UUID holdId, UUID orderId, MutableClock clock) {
        sender.send(
                "/order-service",
                "cell.release_requested.v1",
                holdId,
                2,
                Map.of(
                        "holdId",
                        holdId,
                        "orderId",
                        orderId,
                        "at",
                        clock.instant().toString()));
    }

    static Caller carrier(UUID fleetId) {
        return Tokens.caller(Role.FLEET, "fleet:" + fleetId);
    }

    Map<String, Object> parcel(UUID residentId) {
        return Map.of("facilityId", house.id, "size", "small", "residentId", residentId, "reference", "SF-1");
    }

    /// A parcel's cell, for the carrier to put it in.
    UUID hold(UUID fleetId, UUID residentId) {
        Answer held = api.as(carrier(fleetId)).post("/v1/parcels", parcel(residentId));
        assertThat(held.status()).as(held.body()).isEqualTo(201);
        return UUID.fromString(held.text("/holdId"));
    }

    /// A parcel that is in its cell.
    UUID store(UUID fleetId, UUID residentId) {
        UUID holdId = hold(fleetId, residentId);
        Answer opened = enter(code(carrier(fleetId), holdId).text("/code"));
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        return holdId;
    }

    Answer code(Caller caller, UUID holdId) {
        return api.as(caller).get("/v1/cell-holds/" + holdId + "/code");
    }

    Answer enter(String code) {
        return api.as(house.lock).post("/v1/facilities/" + house.id + "/cell-openings", Map.of("code", code));
    }

    String state(UUID holdId) {
        return api.as(Tokens.operator()).get("/v1/cell-holds/" + holdId).text("/state");
    }

    void awaitState(UUID holdId, String state) {
        Awaitility.await().atMost(SOON).until(() -> state(holdId).equals(state));
    }
}
