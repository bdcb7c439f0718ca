package io.yike.local.city;

import io.yike.contracts.dispatch.model.Courier;
import io.yike.contracts.dispatch.model.CourierPage;
import io.yike.contracts.dispatch.model.NewCourier;
import io.yike.local.city.api.Answer.Given;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.district.Rider;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Couriers as dispatch-service has them on its list.
final class Couriers {

    private static final int CAPACITY = 3;

    private Couriers() {}

    static boolean exists(ApiClient fleet, UUID courierId) {
        return fleet.get("/v1/couriers/" + courierId, Courier.class) instanceof Given;
    }

    static Map<String, UUID> byPhone(ApiClient operator) {
        var known = new HashMap<String, UUID>();
        String cursor = null;
        do {
            var page = operator.get(
                            "/v1/couriers?limit=200" + (cursor == null ? "" : "&cursor=" + cursor), CourierPage.class)
                    .get();
            for (var courier : page.getItems()) {
                var phone = courier.getPhone();
                if (phone != null) {
                    known.put(phone, courier.getCourierId());
                }
            }
            cursor = page.getNextCursor();
        } while (cursor != null);
        return known;
    }

    static UUID register(ApiClient operator, String idempotencyKey, Rider rider, UUID fleetId) {
        return operator.post(
                        "/v1/couriers",
                        idempotencyKey,
                        new NewCourier(rider.name())
                                .phone(rider.phone())
                                .fleetId(fleetId)
                                .capacity(CAPACITY),
                        Courier.class)
                .get()
                .getCourierId();
    }
}
