package io.yike.webhook.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.webhook.publishing.domain.EventType;
import io.yike.webhook.publishing.domain.KnownDelivery;
import io.yike.webhook.publishing.domain.KnownOrder;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Recording;
import io.yike.webhook.publishing.domain.Sight;
import io.yike.webhook.publishing.domain.Told;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whom each event concerns, and what has to be known before that can be said.
class RecordEventTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final UUID ORDER = UUID.randomUUID();
    private static final UUID DELIVERY = UUID.randomUUID();
    private static final UUID PLATFORM = UUID.randomUUID();
    private static final UUID RESIDENT = UUID.randomUUID();
    private static final UUID STORE = UUID.randomUUID();
    private static final UUID OTHER_STORE = UUID.randomUUID();
    private static final UUID COURIER = UUID.randomUUID();
    private static final UUID FLEET = UUID.randomUUID();
    private static final UUID OTHER_COURIER = UUID.randomUUID();

    private final Known known = new Known();
    private final Map<UUID, Map<Party, Sight>> log = new LinkedHashMap<>();
    private final Set<Party> forgotten = new HashSet<>();
    private final RecordEvent recordEvent = new RecordEvent(new Log(), known, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsTheBuyersOfAnOrderThatIsPlaced() {
        assertThat(told(EventType.ORDER_PLACED, 1, placed()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Party.platform(PLATFORM), Sight.BUYER, Party.resident(RESIDENT), Sight.BUYER));
    }

    @Test
    void tellsNothingToWhoWasForgottenBeforeItCame() {
        forgotten.add(Party.resident(RESIDENT));

        assertThat(told(EventType.ORDER_PLACED, 1, placed()))
                .containsOnly(Map.entry(Party.platform(PLATFORM), Sight.BUYER));
        assertThat(known.findOrder(ORDER).orElseThrow().residentId()).isNull();
    }

    @Test
    void tellsACounterAllOfItsOwnOrders() {
        assertThat(told(EventType.ORDER_PLACED, 1, Map.of("orderId", ORDER, "kind", "counter", "storeId", STORE)))
                .containsOnly(Map.entry(Party.store(STORE), Sight.WHOLE));
        assertThat(told(EventType.ORDER_AUTHORISED, 2, Map.of("orderId", ORDER)))
                .containsOnly(Map.entry(Party.store(STORE), Sight.WHOLE));
        assertThat(told(EventType.ORDER_COMPLETED, 3, Map.of("orderId", ORDER, "storeId", STORE)))
                .containsOnly(Map.entry(Party.store(STORE), Sight.WHOLE));
    }

    @Test
    void tellsOnlyTheStoreThatAnOfferIsAbout() {
        told(EventType.ORDER_PLACED, 1, placed());

        Map<Party, Sight> first = told(EventType.STORE_OFFER_MADE, 1, Map.of("orderId", ORDER, "storeId", STORE));
        Map<Party, Sight> declined =
                told(EventType.STORE_OFFER_DECLINED, 2, Map.of("orderId", ORDER, "storeId", STORE));
        Map<Party, Sight> next = told(EventType.STORE_OFFER_MADE, 3, Map.of("orderId", ORDER, "storeId", OTHER_STORE));

        assertThat(first).containsEntry(Party.store(STORE), Sight.STORE).doesNotContainKey(Party.store(OTHER_STORE));
        assertThat(declined).containsEntry(Party.store(STORE), Sight.STORE);
        assertThat(next).containsEntry(Party.store(OTHER_STORE), Sight.STORE).doesNotContainKey(Party.store(STORE));
    }

    @Test
    void tellsNoStoreThatAnOrderWasNotFilled() {
        told(EventType.ORDER_PLACED, 1, placed());
        told(EventType.ORDER_OFFERED, 2, Map.of("orderId", ORDER, "storeId", STORE));

        assertThat(told(EventType.ORDER_UNFULFILLED, 3, Map.of("orderId", ORDER)))
                .containsOnlyKeys(Party.platform(PLATFORM), Party.resident(RESIDENT));
    }

    @Test
    void tellsOnlyTheCounterWhatItTookFromItsShelves() {
        assertThat(told(EventType.STORE_COUNTER_RESERVED, 1, Map.of("orderId", ORDER, "storeId", STORE)))
                .containsOnly(Map.entry(Party.store(STORE), Sight.WHOLE));
    }

    @Test
    void tellsAFleetOfADeliveryWhileItsCourierIsAtIt() {
        accepted();

        assertThat(told(EventType.DELIVERY_CREATED, 1, delivery())).containsOnlyKeys(buyersAndStore());
        assertThat(told(EventType.DELIVERY_ASSIGNED, 2, assigned(COURIER, FLEET)))
                .containsEntry(Party.courier(COURIER), Sight.CARRIER)
                .containsEntry(Party.fleet(FLEET), Sight.CARRIER)
                .containsEntry(Party.store(STORE), Sight.STORE)
                .containsEntry(Party.platform(PLATFORM), Sight.BUYER);
        assertThat(told(EventType.DELIVERY_AT_PICKUP, 3, delivery("courierId", COURIER)))
                .containsKeys(Party.courier(COURIER), Party.fleet(FLEET));
        assertThat(told(EventType.DELIVERY_UNASSIGNED, 4, delivery("courierId", COURIER)))
                .containsKeys(Party.courier(COURIER), Party.fleet(FLEET));
        assertThat(told(EventType.DELIVERY_COURIER_WANTED, 5, delivery())).containsOnlyKeys(buyersAndStore());
        assertThat(told(EventType.DELIVERY_ASSIGNED, 6, assigned(OTHER_COURIER, null)))
                .containsKey(Party.courier(OTHER_COURIER))
                .doesNotContainKeys(Party.courier(COURIER), Party.fleet(FLEET));
        assertThat(told(EventType.DELIVERY_RETURNING, 7, delivery()))
                .containsKey(Party.courier(OTHER_COURIER))
                .doesNotContainKeys(Party.courier(COURIER), Party.fleet(FLEET));
        assertThat(told(EventType.DELIVERY_RETURNED, 8, delivery())).containsKey(Party.courier(OTHER_COURIER));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = "RECYCLING_(ALARM|STOP|CUSTODY)_.*|CELL_(HOLD|RELEASE)_REQUESTED")
    void tellsNobodyWhomItDoesNotConcern(EventType type) {
        Party owner = Party.platform(PLATFORM);
        if (type != EventType.ORDER_PLACED) {
            told(EventType.ORDER_PLACED, 1, placed());
        }
        if (type.concern() == EventType.Concern.DELIVERY) {
            accepted();
        }
        Map<String, Object> data = new HashMap<>(delivery("storeId", STORE, "courierId", COURIER, "fleetId", FLEET));
        data.put("kind", "routed");
        data.put("platformId", PLATFORM);
        data.put("residentId", RESIDENT);
        data.put("party", owner);
        if (type == EventType.ORDER_PLACED) {
            data.remove("storeId");
        }

        Map<Party, Sight> told = told(type, 1, data);

        assertThat(told.keySet())
                .isSubsetOf(
                        Party.platform(PLATFORM),
                        Party.resident(RESIDENT),
                        Party.store(STORE),
                        Party.courier(COURIER),
                        Party.fleet(FLEET))
                .allMatch(party -> type.toldTo().contains(party.kind()));
        assertThat(told).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = "RECYCLING_(ALARM|STOP|CUSTODY)_.*|CELL_(HOLD|RELEASE)_REQUESTED")
    void tellsNobodyOutsideOfAnAlarm(EventType type) {
        assertThat(record(type, 1, delivery())).isInstanceOf(Recording.Ignored.class);
        assertThat(log).isEmpty();
    }

    /// Events of a booking, of a cell and of a drop-off name whom they concern themselves; alarms concern nobody.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {
                "ORDER_PLACED",
                "ORDER_ACCEPTED",
                "STORE_COUNTER_RESERVED",
                "WEBHOOK_ENDPOINT_DISABLED",
                "BOOKING_.*",
                "CELL_.*",
                "MEDICINE_.*",
                "RECYCLING_.*"
            })
    void waitsUntilItIsKnownWhomItConcerns(EventType type) {
        Recording recording = record(type, 1, delivery("storeId", STORE, "courierId", COURIER));

        assertThat(recording).isInstanceOf(Recording.Early.class);
        assertThat(log).isEmpty();
    }

    @Test
    void waitsForTheStoreThatFillsTheOrderBeforeItTellsOfADelivery() {
        told(EventType.ORDER_PLACED, 1, placed());

        assertThat(record(EventType.DELIVERY_CREATED, 1, delivery())).isInstanceOf(Recording.Early.class);

        accepted();

        assertThat(told(EventType.DELIVERY_CREATED, 1, delivery())).containsKey(Party.store(STORE));
    }

    @Test
    void waitsForEarlierEventsOfADeliveryAndTakesEachOnce() {
        accepted();

        assertThat(record(EventType.DELIVERY_ASSIGNED, 2, assigned(COURIER, FLEET)))
                .isInstanceOf(Recording.Early.class);
        assertThat(record(EventType.DELIVERY_CREATED, 1, delivery())).isInstanceOf(Recording.Recorded.class);
        assertThat(record(EventType.DELIVERY_ASSIGNED, 2, assigned(COURIER, FLEET)))
                .isInstanceOf(Recording.Recorded.class);
        assertThat(record(EventType.DELIVERY_ASSIGNED, 2, assigned(OTHER_COURIER, null)))
                .isInstanceOf(Recording.Ignored.class);
        assertThat(told(EventType.DELIVERY_AT_PICKUP, 3, delivery())).containsKey(Party.courier(COURIER));
    }

    @Test
    void learnsTheBuyersFromTheAcceptanceWhenThatComesFirst() {
        accepted();

        assertThat(told(EventType.ORDER_READY, 5, Map.of("orderId", ORDER, "storeId", STORE)))
                .containsOnlyKeys(buyersAndStore());
    }

    private static Party[] buyersAndStore() {
        return new Party[] {Party.platform(PLATFORM), Party.resident(RESIDENT), Party.store(STORE)};
    }

    private void accepted() {
        told(
                EventType.ORDER_ACCEPTED,
                4,
                Map.of(
                        "orderId",
                        ORDER,
                        "kind",
                        "routed",
                        "storeId",
                        STORE,
                        "platformId",
                        PLATFORM,
                        "residentId",
                        RESIDENT));
    }

    private static Map<String, Object> placed() {
        return Map.of("orderId", ORDER, "kind", "routed", "platformId", PLATFORM, "residentId", RESIDENT);
    }

    private static Map<String, Object> assigned(UUID courier, @Nullable UUID fleet) {
        return fleet == null ? delivery("courierId", courier) : delivery("courierId", courier, "fleetId", fleet);
    }

    private static Map<String, Object> delivery(Object... more) {
        Map<String, Object> data = new HashMap<>();
        data.put("orderId", ORDER);
        data.put("deliveryId", DELIVERY);
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i].toString(), more[i + 1]);
        }
        return data;
    }

    private Map<Party, Sight> told(EventType type, long sequence, Map<String, Object> data) {
        log.clear();
        assertThat(record(type, sequence, data)).isInstanceOf(Recording.Recorded.class);
        return log.values().iterator().next();
    }

    private Recording record(EventType type, long sequence, Map<String, Object> data) {
        Map<String, Object> texts = new HashMap<>();
        data.forEach((name, value) -> texts.put(name, value.toString()));
        return recordEvent.record(
                type, new PublicEvent(UUID.randomUUID(), type.wire(), "/test", ORDER, sequence, NOW, texts));
    }

    private static final class Known implements KnownParties {

        private final Map<UUID, KnownOrder> orders = new HashMap<>();
        private final Map<UUID, KnownDelivery> deliveries = new HashMap<>();

        @Override
        public Optional<KnownOrder> findOrder(UUID orderId) {
            return Optional.ofNullable(orders.get(orderId));
        }

        @Override
        public KnownOrder learn(KnownOrder order, Instant now) {
            KnownOrder before = orders.get(order.orderId());
            KnownOrder all = before != null && order.storeId() == null ? before : order;
            orders.put(order.orderId(), all);
            return all;
        }

        @Override
        public Optional<KnownDelivery> findLocked(UUID deliveryId) {
            return Optional.ofNullable(deliveries.get(deliveryId));
        }

        @Override
        public void save(KnownDelivery delivery, Instant now) {
            deliveries.put(delivery.deliveryId(), delivery);
        }
    }

    /// Only what is added to it matters here.
    private final class Log extends UnreadLog {

        @Override
        public boolean isForgotten(Party party) {
            return forgotten.contains(party);
        }

        @Override
        public boolean add(PublicEvent event, java.util.List<Told> audience, Instant now) {
            log.put(event.id(), audience.stream().collect(Collectors.toMap(Told::party, Told::sight)));
            return true;
        }
    }
}
