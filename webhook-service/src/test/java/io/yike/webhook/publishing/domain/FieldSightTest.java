package io.yike.webhook.publishing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldSightTest {

    private static final Map<String, Object> ACCEPTED = Map.of(
            "orderId",
            "o",
            "residentId",
            "r",
            "destination",
            Map.of("lat", 31.2, "lng", 121.4),
            "collect",
            Map.of("method", "cash"),
            "lines",
            List.of(Map.of("sku", "tea", "storeUnitPrice", Map.of("amount", 590))),
            "storeTotal",
            Map.of("amount", 2180));

    @Test
    void hidesWhereTheBuyerLivesAndHowTheyPayFromTheStore() {
        assertThat(FieldSight.project(ACCEPTED, Sight.STORE)).containsOnlyKeys("orderId", "lines", "storeTotal");
    }

    @Test
    void hidesTheStoresPricesFromTheBuyerAlsoInsideOfLines() {
        Map<String, Object> told = FieldSight.project(ACCEPTED, Sight.BUYER);

        assertThat(told).containsOnlyKeys("orderId", "residentId", "destination", "collect", "lines");
        assertThat(told.get("lines")).isEqualTo(List.of(Map.of("sku", "tea")));
        assertThat(told.get("destination")).isEqualTo(Map.of("lat", 31.2, "lng", 121.4));
    }

    @Test
    void tellsACarrierWhatIsToBeCollectedButNotWhoseItIs() {
        assertThat(FieldSight.project(ACCEPTED, Sight.CARRIER)).containsOnlyKeys("orderId", "collect", "lines");
    }

    @Test
    void tellsACounterAllOfIt() {
        assertThat(FieldSight.project(ACCEPTED, Sight.WHOLE)).isEqualTo(ACCEPTED);
    }

    @Test
    void tellsNobodyAFieldThatNobodyDecidedOn() {
        Map<String, Object> data = Map.of("orderId", "o", "phone", "+8613800000000", "bagCode", "123456");

        for (Sight sight : Sight.values()) {
            assertThat(FieldSight.project(data, sight)).containsOnlyKeys("orderId");
        }
    }
}
