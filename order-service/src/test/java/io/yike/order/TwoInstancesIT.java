package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.Answer;
import io.yike.kit.testing.SecondInstance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.JsonNode;

/// Two instances on one database and one broker: what several want of one order at once, and streams that go on
/// elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoInstancesIT extends Journey {

    private static final int ORDERS = 16;
    private static final Set<String> FINAL =
            Set.of("order.completed.v1", "order.cancelled.v1", "order.unfulfilled.v1", "order.returned.v1");

    private final Random random = new Random(20261123);

    private SecondInstance second;
    private List<URI> instances = List.of();

    @BeforeAll
    void startTheSecond(@Autowired ConfigurableEnvironment environment) {
        second = SecondInstance.start(
                OrderServiceApplication.class,
                environment,
                clock,
                "YIKE_PAYMENT_PROVIDER_URL",
                "YIKE_STORE_SERVICE_URIS");
        instances = List.of(api.base(), second.uri());
    }

    @AfterAll
    void stopTheSecond() {
        second.close();
    }

    @Test
    void goesOnAtAnotherInstanceAfterTheLastEventSeen() {
        UUID orderId = placeAuthorised(delivery());
        String last;
        try (LiveTimeline live = LiveTimeline.open(api.base(), orderId, platform, "")) {
            Awaitility.await().until(() -> live.ids().contains("2"));
            last = live.ids().getLast();
        }
        accept(orderId, offer(orderId, STORE, 1));
        awaitState(orderId, "accepted");
        try (LiveTimeline live = LiveTimeline.open(second.uri(), orderId, platform, last)) {
            Awaitility.await().until(() -> live.types().contains("order.accepted"));

            asPlatform().post("/v1/orders/" + orderId + "/cancel", Map.of("reason", "changed_mind"));

            Awaitility.await().until(() -> live.types().contains("payment.captured"));
            assertThat(live.types())
                    .containsExactly("order.offered", "order.accepted", "order.cancelled", "payment.captured");
            assertThat(live.ids()).containsExactly("3", "4", "5", "6");
        }
    }

    @Test
    void makesOneOrderOfTwentyIdenticalRequestsOverTwoInstances() throws Exception {
        String key = UUID.randomUUID().toString();
        Map<String, Object> order = with(delivery(), "reference", key);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Answer>> posts = IntStream.range(0, 20)
                    .<Callable<Answer>>mapToObj(i -> () -> asPlatform()
                            .at(instances.get(i % 2))
                            .withHeader("Idempotency-Key", key)
                            .post("/v1/orders", order))
                    .toList();
            List<Answer> answers = clients.invokeAll(posts).stream()
                    .map(done -> done.resultNow())
                    .toList();
            Answer last = asPlatform().withHeader("Idempotency-Key", key).post("/v1/orders", order);

            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
            assertThat(answers.stream()
                            .filter(answer -> answer.status() == 201)
                            .map(answer -> answer.text("/orderId"))
                            .distinct())
                    .containsExactly(last.text("/orderId"));
            assertThat(asPlatform()
                            .get("/v1/orders?reference=" + key)
                            .json()
                            .path("items")
                            .size())
                    .isEqualTo(1);
            UUID orderId = UUID.fromString(last.text("/orderId"));
            awaitField(orderId, "/payment/status", "authorised");
            assertThat(PlayedProvider.of(orderId).effects()).containsExactly("authorise 2900");
        }
    }

    /// Twice called off, accepted, and out of time, all at once.
    @Test
    void endsEachOrderOnceWhoeverComesFirst() throws Exception {
        Queue<Answer> cancelled = new ConcurrentLinkedQueue<>();
        Map<UUID, UUID> offers = new LinkedHashMap<>();
        for (int i = 0; i < ORDERS; i++) {
            UUID orderId = placeAuthorised(delivery());
            offers.put(orderId, offer(orderId, STORE, 1));
            awaitState(orderId, "offered");
        }
        try (ScheduledExecutorService world = Executors.newScheduledThreadPool(8)) {
            offers.forEach((orderId, offerId) -> {
                soon(world, () -> accept(orderId, offerId));
                soon(world, () -> cancelled.add(cancelAt(0, orderId, "changed_mind")));
                soon(world, () -> cancelled.add(cancelAt(1, orderId, "too_slow")));
            });
            soon(world, () -> clock.advance(Duration.ofMinutes(10).plusSeconds(31)));
        }

        assertThat(cancelled)
                .hasSize(2 * ORDERS)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.body()).isIn(200, 409));
        for (UUID orderId : offers.keySet()) {
            JsonNode order = settled(orderId);
            String state = order.at("/state").asString();
            published.await("order." + state + ".v1", orderId);
            List<String> told = told(orderId);
            assertThat(state).isIn("cancelled", "unfulfilled");
            assertThat(told).filteredOn(FINAL::contains).containsExactly("order." + state + ".v1");
            boolean accepted = told.contains("order.accepted.v1");
            assertThat(PlayedProvider.of(orderId).effects())
                    .containsExactly("authorise 2900", accepted ? "capture 500" : "void");
            assertThat(booked("store:" + STORE, orderId)).isEqualTo(accepted ? 500 : 0);
            assertThat(told).doesNotHaveDuplicates();
            assertThat(sequences(orderId))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, told.size()).boxed().toList());
        }
    }

    /// Called off while the provider is still thinking, and out of time besides.
    @Test
    void holdsNoMoneyOfAnOrderThatEndedBeforeItsPaymentWasKnown() throws Exception {
        List<UUID> orders = new ArrayList<>();
        try (ScheduledExecutorService world = Executors.newScheduledThreadPool(8)) {
            for (int i = 0; i < ORDERS; i++) {
                String trouble = List.of("good", "authorise-error-1", "authorise-lost-1", "refused")
                        .get(i % 4);
                int at = i % 2;
                Answer placed = asPlatform().at(instances.get(at)).post("/v1/orders", paidWith("tok_" + trouble));
                UUID orderId = UUID.fromString(placed.text("/orderId"));
                orders.add(orderId);
                soon(world, () -> cancelAt(1 - at, orderId, "changed_mind"));
                if (i == ORDERS / 2) {
                    soon(world, () -> clock.advance(Duration.ofSeconds(61)));
                }
            }
        }
        clock.advance(Duration.ofMinutes(11));

        for (UUID orderId : orders) {
            JsonNode order = settled(orderId);
            List<String> effects = PlayedProvider.of(orderId).effects();
            published.await("order.cancelled.v1", orderId);
            assertThat(order.at("/state").asString()).isEqualTo("cancelled");
            assertThat(told(orderId)).filteredOn(FINAL::contains).containsExactly("order.cancelled.v1");
            assertThat(effects).isIn(List.of(), List.of("authorise 2900", "void"));
        }
    }

    private Answer cancelAt(int instance, UUID orderId, String reason) {
        return asPlatform()
                .at(instances.get(instance))
                .post("/v1/orders/" + orderId + "/cancel", Map.of("reason", reason));
    }

    /// Within the time that the service takes to notice a time limit.
    private void soon(ScheduledExecutorService world, Runnable act) {
        var _ = world.schedule(act, random.nextInt(400), TimeUnit.MILLISECONDS);
    }

    /// Once its money has come to rest.
    private JsonNode settled(UUID orderId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> order(orderId),
                        order -> Set.of("captured", "released", "refused")
                                .contains(order.at("/payment/status").asString("")));
    }

    private long booked(String party, UUID orderId) {
        return jdbc.sql("""
                select coalesce(sum(e.amount), 0)::bigint
                from ledger_entry e join ledger_journal j on j.id = e.journal_id
                where j.reference = :orderId and e.party = :party
                """)
                .param("orderId", orderId.toString())
                .param("party", party)
                .query(Long.class)
                .single();
    }

    private List<String> told(UUID orderId) {
        return of(orderId).map(event -> event.path("type").asString()).toList();
    }

    private List<Long> sequences(UUID orderId) {
        return of(orderId).map(event -> event.path("sequence").asLong()).toList();
    }

    private Stream<JsonNode> of(UUID orderId) {
        return published.all().stream()
                .filter(event -> event.path("subject").asString("").equals(orderId.toString()))
                .filter(event -> event.path("type").asString("").startsWith("order."));
    }
}
