package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Timelines as they are watched, and what of them a store sees.
class LiveTimelineIT extends Journey {

    /// As the tests' settings say.
    private static final int MOST_AT_ONCE = 5;

    private final Caller nextStore = Tokens.caller(Role.STORE, "store:" + NEXT_STORE);

    @Test
    void tellsWhatIsStoredAndGoesOn() {
        UUID orderId = placeAuthorised(delivery());
        try (LiveTimeline live = watch(orderId, platform)) {
            Awaitility.await().until(() -> live.types().equals(List.of("order.placed", "order.authorised")));

            offer(orderId, STORE, 1);

            Awaitility.await().until(() -> live.types().contains("order.offered"));
            assertThat(live.ids()).containsExactly("1", "2", "3");
            assertThat(live.data().getLast()).contains(STORE.toString());
        }
    }

    @Test
    void isNeverQuietForLong() {
        UUID orderId = placeAuthorised(delivery());
        try (LiveTimeline live = watch(orderId, platform)) {
            Awaitility.await().until(() -> live.heartbeats() >= 4);
            assertThat(live.types()).containsExactly("order.placed", "order.authorised");
        }
    }

    @Test
    void isOpenSoManyTimesForOneCallerAndNoMore() {
        UUID orderId = placeAuthorised(delivery());
        Caller hungry = new Caller("hungry", platform.clientId(), platform.roles(), platform.parties());
        List<LiveTimeline> open = new ArrayList<>();
        for (int number = 0; number < MOST_AT_ONCE; number++) {
            open.add(watch(orderId, hungry));
        }
        assertThat(open).allMatch(live -> live.status() == 200);

        Answer oneMore =
                api.as(hungry).withHeader("Accept", "text/event-stream").get("/v1/orders/" + orderId + "/events");
        assertThat(oneMore.status()).isEqualTo(429);
        assertThat(oneMore.header("Retry-After")).isEqualTo("10");
        try (LiveTimeline others = watch(orderId, platform)) {
            assertThat(others.status()).isEqualTo(200);
        }

        open.removeFirst().close();
        Awaitility.await().untilAsserted(() -> {
            LiveTimeline again = watch(orderId, hungry);
            open.add(again);
            assertThat(again.status()).isEqualTo(200);
        });
        open.forEach(LiveTimeline::close);
    }

    @Test
    void endsWithTheReadersToken() {
        UUID orderId = placeAuthorised(delivery());
        String token = Tokens.get().lasting(Duration.ofSeconds(6), platform);
        try (LiveTimeline live = LiveTimeline.open(api.base(), orderId, token, "")) {
            Awaitility.await().until(() -> live.types().contains("order.authorised"));
            assertThat(live.hasEnded()).isFalse();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(live::hasEnded);
        }
    }

    @Test
    void doesNotLetAReaderThatNeverReadsDelayAnother() throws IOException {
        UUID orderId = placeAuthorised(delivery());
        try (Socket deaf = neverReading(orderId)) {
            // More than the sockets on both sides take in.
            jdbc.sql("""
                    insert into timeline_entry (order_id, sequence, type, at, entry)
                    select t.order_id, t.sequence + n, t.type, t.at,
                        t.entry || jsonb_build_object('storeName', repeat('x', 50000))
                    from timeline_entry t, generate_series(1, 160) n
                    where t.order_id = :orderId and t.sequence = 2
                    """).param("orderId", orderId).update();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> deaf.getInputStream().available() > 0);
            UUID another = placeAuthorised(delivery());
            try (LiveTimeline live = watch(another, platform);
                    LiveTimeline patient = watch(orderId, platform)) {
                offer(another, STORE, 1);

                Awaitility.await()
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> live.types().contains("order.offered"));
                Awaitility.await()
                        .atMost(Duration.ofSeconds(40))
                        .until(() -> patient.ids().size() == 162);
            }
        }
    }

    @Test
    void endsAStoresStreamOnceTheOrderIsAnothers() {
        UUID orderId = placeAuthorised(delivery());
        UUID offerId = offer(orderId, STORE, 1);
        awaitState(orderId, "offered");
        try (LiveTimeline live = watch(orderId, store)) {
            Awaitility.await().until(() -> live.types().contains("order.offered"));
            decline(orderId, offerId);
            Awaitility.await().until(() -> live.types().contains("order.offer_declined"));
            offer(orderId, NEXT_STORE, 2);

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(live::hasEnded);

            assertThat(live.types())
                    .containsExactly("order.placed", "order.authorised", "order.offered", "order.offer_declined");
            assertThat(live.data()).noneMatch(data -> data.contains(NEXT_STORE.toString()));
            assertThat(watch(orderId, store).status()).isEqualTo(404);
        }
    }

    @Test
    void showsAStoreNothingOfOthersOrOfThePayment() {
        UUID orderId = placeAuthorised(delivery());
        decline(orderId, offer(orderId, NEXT_STORE, 1));
        accept(orderId, offer(orderId, STORE, 2));
        awaitState(orderId, "accepted");
        api.as(store).post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "store_closed"));
        awaitField(orderId, "/payment/status", "released");

        Answer first = api.as(store).get("/v1/orders/" + orderId + "/events?limit=3");
        Answer rest =
                api.as(store).get("/v1/orders/" + orderId + "/events?limit=3&cursor=" + first.text("/nextCursor"));
        try (LiveTimeline live = watch(orderId, store)) {
            Awaitility.await().until(() -> live.types().contains("order.cancelled"));
            assertThat(live.data()).noneMatch(data -> data.contains(NEXT_STORE.toString()));
            assertThat(live.types())
                    .containsExactly(
                            "order.placed", "order.authorised", "order.offered", "order.accepted", "order.cancelled");
        }

        assertThat(first.json()
                        .at("/items")
                        .valueStream()
                        .map(entry -> entry.path("type").asString()))
                .containsExactly("order.placed", "order.authorised", "order.offered");
        assertThat(rest.json()
                        .at("/items")
                        .valueStream()
                        .map(entry -> entry.path("type").asString()))
                .containsExactly("order.accepted", "order.cancelled");
        assertThat(first.body() + rest.body()).doesNotContain(NEXT_STORE.toString());
        assertThat(timeline(orderId)).contains("order.offer_declined", "payment.released");
        assertThat(api.as(nextStore).get("/v1/orders/" + orderId + "/events").status())
                .isEqualTo(404);
    }

    private void decline(UUID orderId, UUID offerId) {
        Awaitility.await().until(() -> timeline(orderId).contains("order.offered"));
        UUID storeId = UUID.fromString(order(orderId).at("/storeId").asString());
        tellStore(
                "store.offer_declined.v1",
                orderId,
                Map.of(
                        "orderId",
                        orderId,
                        "offerId",
                        offerId,
                        "storeId",
                        storeId,
                        "reason",
                        "store_too_busy",
                        "fault",
                        "store"));
        Awaitility.await().until(() -> timeline(orderId).contains("order.offer_declined"));
    }

    private LiveTimeline watch(UUID orderId, Caller as) {
        return LiveTimeline.open(api.base(), orderId, as, "");
    }

    /// Asks for a stream and leaves unread what comes.
    private Socket neverReading(UUID orderId) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), api.base().getPort()));
        socket.getOutputStream().write("""
                GET /v1/orders/%s/events HTTP/1.1\r
                Host: %s\r
                Accept: text/event-stream\r
                Authorization: Bearer %s\r
                \r
                """.formatted(
                        orderId, api.base().getAuthority(), Tokens.get().of(platform))
                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
