package io.yike.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.Tokens;
import io.yike.webhook.publishing.EventLog;
import io.yike.webhook.publishing.ForgetEvents;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Sight;
import io.yike.webhook.publishing.domain.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Polling: the same events, one's own only, and none skipped.
class FeedIT extends Journey {

    @Autowired
    private EventLog log;

    @Autowired
    private ForgetEvents forgetEvents;

    @Autowired
    private TransactionTemplate transaction;

    /// An event that came in first but is committed last is told last, and not before: whoever has read what was
    /// committed meanwhile still finds it.
    @Test
    void skipsNothingThatIsCommittedLate() throws Exception {
        String cursor = asPlatform().get("/v1/events").text("/nextCursor");
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        UUID late = UUID.randomUUID();
        Thread slow = Thread.ofVirtual()
                .start(() -> transaction.executeWithoutResult(_ -> {
                    add(late);
                    written.countDown();
                    await(commit);
                }));
        written.await();
        UUID quick = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> add(quick));

        Answer first = awaitPage(cursor);
        commit.countDown();
        slow.join();
        Answer second = awaitPage(first.text("/nextCursor"));

        assertThat(ids(first)).containsExactly(quick.toString());
        assertThat(ids(second)).containsExactly(late.toString());
        assertThat(feed(platform))
                .extracting(it -> it.path("id").asString())
                .containsExactly(quick.toString(), late.toString());
    }

    @Test
    void skipsNothingUnderManyTransactionsThatEndInAnyOrder() throws Exception {
        Set<String> committed = ConcurrentHashMap.newKeySet();
        List<String> polled = new ArrayList<>();
        CountDownLatch over = new CountDownLatch(1);
        Thread poller = Thread.ofVirtual().start(() -> {
            String cursor = "";
            boolean last = false;
            while (!last) {
                last = over.getCount() == 0;
                Answer page = asPlatform().get("/v1/events?limit=7&waitSeconds=" + (last ? 0 : 1) + cursor);
                polled.addAll(ids(page));
                cursor = "&cursor=" + page.text("/nextCursor");
                last &= !page.json().path("more").asBoolean() && polled.size() >= committed.size();
            }
        });
        try (ExecutorService writers = Executors.newFixedThreadPool(6)) {
            for (int writer = 0; writer < 6; writer++) {
                Random random = new Random(writer);
                writers.execute(() -> {
                    for (int i = 0; i < 40; i++) {
                        UUID id = UUID.randomUUID();
                        int heldFor = random.nextInt(60);
                        boolean rolledBack = random.nextInt(10) == 0;
                        transaction.executeWithoutResult(transaction -> {
                            add(id);
                            await(new CountDownLatch(1), heldFor);
                            if (rolledBack) {
                                transaction.setRollbackOnly();
                            } else {
                                committed.add(id.toString());
                            }
                        });
                    }
                });
            }
        }
        Awaitility.await("all placed")
                .atMost(Duration.ofSeconds(20))
                .until(() -> feed(platform).size() == committed.size());
        over.countDown();
        poller.join();

        assertThat(polled).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(committed);
        assertThat(feed(platform)).extracting(it -> it.path("id").asString()).containsExactlyElementsOf(polled);
    }

    @Test
    void holdsAnEmptyAnswerUntilThereIsSomething() {
        String cursor = asPlatform().get("/v1/events").text("/nextCursor");
        long begun = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            await(new CountDownLatch(1), 500);
            tell(story, "order.placed.v1");
        });

        Answer answer = asPlatform().get("/v1/events?waitSeconds=25&cursor=" + cursor);
        Answer empty = asPlatform().get("/v1/events?waitSeconds=1&cursor=" + answer.text("/nextCursor"));

        assertThat(ids(answer)).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(ids(empty)).isEmpty();
        assertThat(empty.json().path("more").asBoolean()).isFalse();
    }

    @Test
    void letsThroughWhatIsAskedFor() {
        tell(story, "order.placed.v1");
        tell(story, "order.authorised.v1");
        tell(story, "store.offer_made.v1");
        Story other = story.another();
        tell(other, "order.placed.v1");
        awaitFeed(platform, 4);

        assertThat(types("types=order.*"))
                .containsExactlyInAnyOrder("order.placed.v1", "order.authorised.v1", "order.placed.v1");
        assertThat(types("types=order.placed.v1&types=store.*"))
                .containsExactlyInAnyOrder("order.placed.v1", "store.offer_made.v1", "order.placed.v1");
        assertThat(types("types=store.offer_made.v1,delivery.*")).containsExactlyInAnyOrder("store.offer_made.v1");
        assertThat(types("subject=" + other.orderId())).containsExactlyInAnyOrder("order.placed.v1");
        assertThat(types("from=" + clock.instant().plusSeconds(60))).isEmpty();
        assertThat(types("from=" + clock.instant().minusSeconds(60))).hasSize(4);
        Answer page = asPlatform().get("/v1/events?limit=2&types=order.*");
        assertThat(page.json().path("more").asBoolean()).isTrue();
        assertThat(Stream.concat(
                        ids(page).stream(),
                        ids(asPlatform().get("/v1/events?types=order.*&cursor=" + page.text("/nextCursor"))).stream()))
                .containsExactlyElementsOf(ids(asPlatform().get("/v1/events?types=order.*")));
    }

    @Test
    void tellsOneEventByItsId() {
        UUID placed = tell(story, "order.placed.v1");
        JsonNode polled = awaitFeed(platform, 1).getFirst();
        Caller stranger = platform(Story.some());

        assertThat(asPlatform().get("/v1/events/" + placed).json()).isEqualTo(polled);
        assertThat(api.as(stranger).get("/v1/events/" + placed).status()).isEqualTo(404);
        assertThat(api.as(Tokens.operator())
                        .get("/v1/events/" + placed + "?party=platform:" + story.platformId())
                        .json())
                .isEqualTo(polled);
    }

    @Test
    void takesNoCursorThatIsNotItsOwn() {
        tell(story, "order.placed.v1");
        awaitFeed(platform, 1);
        String cursor = asPlatform().get("/v1/events").text("/nextCursor");
        byte[] tampered = Base64.getUrlDecoder().decode(cursor);
        tampered[8] ^= 1;

        for (String bad : List.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(tampered),
                "AAAA",
                "%27%3B--",
                cursor + "AAAA",
                cursor.substring(2),
                "x".repeat(512))) {
            Answer refused = asPlatform().get("/v1/events?cursor=" + bad);
            assertThat(refused.status()).as(bad).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("invalid_cursor");
        }
        assertThat(api.as(platform(Story.some()))
                        .get("/v1/events?cursor=" + cursor)
                        .code())
                .isEqualTo("invalid_cursor");
    }

    @Test
    void forgetsAfterThirtyDaysAndSaysSo() {
        Hook hook = hook(platform, "order.*");
        String before = asPlatform().get("/v1/events").text("/nextCursor");
        UUID placed = tell(story, "order.placed.v1");
        awaitDelivery(hook, placed, "delivered");
        clock.advance(Duration.ofDays(15));
        UUID kept = tell(story, "order.authorised.v1");
        awaitDelivery(hook, kept, "delivered");

        clock.advance(Duration.ofDays(16));
        forgetEvents.forget();

        assertThat(feed(platform)).extracting(it -> it.path("id").asString()).containsExactly(kept.toString());
        assertThat(delivery(hook, placed).isMissingNode()).isTrue();
        assertThat(delivery(hook, kept).isMissingNode()).isFalse();
        Answer expired = asPlatform().get("/v1/events?cursor=" + before);
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.code()).isEqualTo("cursor_expired");
        assertThat(jdbc.sql("select count(*) from attempt where delivery_id not in (select id from delivery)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void asksForWhichPartyWhenThereAreSeveral() {
        Caller both = new Caller(
                "two",
                "two",
                Set.of(Role.STORE),
                Set.of(
                        new io.yike.kit.security.Party("store", story.storeId().toString()),
                        new io.yike.kit.security.Party(
                                "store", story.courierId().toString())));
        Caller agent = new Caller("desk", "desk", Set.of(Role.AGENT), platform.parties());

        assertThat(api.as(both).get("/v1/events").code()).isEqualTo("party_required");
        assertThat(api.as(both).get("/v1/events?party=store:" + story.storeId()).status())
                .isEqualTo(200);
        assertThat(api.as(both)
                        .get("/v1/events?party=store:" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(api.as(Tokens.operator()).get("/v1/events").code()).isEqualTo("party_required");
        assertThat(api.as(both).get("/v1/events/" + UUID.randomUUID()).code()).isEqualTo("party_required");
        assertThat(api.as(agent).get("/v1/events").status()).isEqualTo(403);
    }

    private List<String> types(String query) {
        return asPlatform()
                .get("/v1/events?" + query)
                .json()
                .path("items")
                .valueStream()
                .map(it -> it.path("type").asString())
                .toList();
    }

    private Answer awaitPage(String cursor) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(
                        () -> asPlatform().get("/v1/events?cursor=" + cursor),
                        page -> !ids(page).isEmpty());
    }

    private static List<String> ids(Answer page) {
        Set<String> ids = new LinkedHashSet<>();
        page.json().path("items").forEach(item -> ids.add(item.path("id").asString()));
        return List.copyOf(ids);
    }

    private void add(UUID id) {
        Instant now = clock.instant();
        log.add(
                new PublicEvent(
                        id,
                        "order.authorised.v1",
                        "/order-service",
                        story.orderId(),
                        1,
                        now,
                        Map.of("orderId", story.orderId().toString())),
                List.of(new Told(Party.platform(story.platformId()), Sight.BUYER)),
                now);
    }

    private static void await(CountDownLatch latch) {
        await(latch, 30_000);
    }

    private static void await(CountDownLatch latch, int millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
