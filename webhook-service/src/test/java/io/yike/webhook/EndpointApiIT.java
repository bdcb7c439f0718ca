package io.yike.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the API answers, above all when somebody asks for what is not theirs or not good.
class EndpointApiIT extends Journey {

    private static final String ENDPOINTS = "/v1/webhook-endpoints";

    private final Caller stranger = platform(Story.some());

    @Test
    void showsASecretOnceAndTheEndpointEverAfter() {
        Answer created = asPlatform()
                .withHeader("Idempotency-Key", "create-" + story.platformId())
                .post(ENDPOINTS, endpoint("https://hooks.example.com/yike"));
        Answer repeated = asPlatform()
                .withHeader("Idempotency-Key", "create-" + story.platformId())
                .post(ENDPOINTS, endpoint("https://hooks.example.com/yike"));
        Answer read = asPlatform().get(created.header("Location"));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.text("/secret")).startsWith("whsec_").hasSize(6 + 44);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(repeated.json()).isEqualTo(created.json());
        assertThat(read.json()).isEqualTo(created.json().path("endpoint"));
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(read.body()).doesNotContain("whsec_");
        assertThat(everythingStored()).doesNotContain(created.text("/secret").substring(6));
    }

    /// All text there is in the tables that could hold it.
    private String everythingStored() {
        return String.join(
                "\n",
                jdbc.sql(
                                "select idempotency_key::text from idempotency_key union all select endpoint::text from endpoint "
                                        + "union all select endpoint_secret::text from endpoint_secret")
                        .query(String.class)
                        .list());
    }

    @Test
    void isEditedByWhoeverSawItLast() {
        Hook hook = hook(platform, "order.*");
        String path = ENDPOINTS + "/" + hook.id();
        Map<String, Object> edit =
                Map.of("url", "https://hooks.example.com/v2", "types", List.of("*"), "description", "Desk");

        Answer edited = asPlatform().withHeader("If-Match", "\"1\"").put(path, edit);
        Answer stale = asPlatform().withHeader("If-Match", "\"1\"").put(path, edit);
        Answer refused = asPlatform()
                .withHeader("If-Match", edited.header("ETag"))
                .put(path, Map.of("url", "https://hooks.example.com:0/", "types", List.of("*")));

        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
        assertThat(edited.text("/url")).isEqualTo("https://hooks.example.com/v2");
        assertThat(edited.text("/description")).isEqualTo("Desk");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("url_port_not_allowed");
    }

    @Test
    void sendsWhatWaitsToTheNewUrl() {
        Hook hook = hook(platform, "order.*");
        Hook elsewhere = hook(platform, "store.*");
        answers(hook, aResponse().withStatus(500));
        UUID placed = tell(story, "order.placed.v1");
        awaitAttempts(hook, placed, 1);

        Answer edited = asPlatform()
                .withHeader("If-Match", "\"1\"")
                .put(
                        ENDPOINTS + "/" + hook.id(),
                        Map.of("url", receivers.url(elsewhere.path()), "types", List.of("order.*")));
        assertThat(edited.json().has("failingSince")).isFalse();
        clock.advance(Duration.ofSeconds(10));
        awaitDelivery(hook, placed, "delivered");

        assertThat(calls(elsewhere)).hasSize(1);
    }

    @Test
    void pausesResumesAndDeletes() {
        Hook hook = hook(platform, "order.*");
        String path = ENDPOINTS + "/" + hook.id();

        assertThat(asPlatform().post(path + "/pause").text("/state")).isEqualTo("paused");
        assertThat(asPlatform().post(path + "/pause").text("/state")).isEqualTo("paused");
        assertThat(api.as(Tokens.operator()).post(path + "/resume").text("/state"))
                .isEqualTo("active");
        assertThat(asPlatform().delete(path).status()).isEqualTo(204);
        assertThat(asPlatform().delete(path).status()).isEqualTo(404);
        assertThat(asPlatform().get(path).status()).isEqualTo(404);
        assertThat(asPlatform().post(path + "/pause").status()).isEqualTo(404);
        assertThat(asPlatform().post(path + "/resume").status()).isEqualTo(404);
        assertThat(asPlatform().post(path + "/secrets", Map.of()).status()).isEqualTo(404);
        assertThat(asPlatform()
                        .withHeader("If-Match", "\"1\"")
                        .put(path, endpoint("https://a.example/"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void refusesToPauseOrResendWhatIsDisabled() {
        Hook hook = hook(platform, "order.*");
        answers(hook, aResponse().withStatus(410));
        UUID placed = tell(story, "order.placed.v1");
        awaitState(hook, "disabled");
        JsonNode delivery = delivery(hook, placed);
        jdbc.sql("update delivery set state = 'failed', next_at = null, ended_at = now() where id = :id")
                .param("id", UUID.fromString(delivery.path("deliveryId").asString()))
                .update();

        assertThat(asPlatform().post(ENDPOINTS + "/" + hook.id() + "/pause").code())
                .isEqualTo("endpoint_disabled");
        assertThat(asPlatform()
                        .post(ENDPOINTS + "/" + hook.id() + "/resends", lastHour())
                        .code())
                .isEqualTo("endpoint_disabled");
        assertThat(asPlatform()
                        .post("/v1/webhook-deliveries/"
                                + delivery.path("deliveryId").asString() + "/resend")
                        .code())
                .isEqualTo("endpoint_disabled");
    }

    @Test
    void rotatesTheSecretButNotWithoutEnd() {
        Hook hook = hook(platform, "order.*");
        String path = ENDPOINTS + "/" + hook.id() + "/secrets";
        ApiClient once = asPlatform().withHeader("Idempotency-Key", "rotate-" + hook.id());

        Answer rotated = once.post(path, Map.of("overlapSeconds", 600));
        Answer repeated = once.post(path, Map.of("overlapSeconds", 600));
        Answer reused = once.post(path, Map.of("overlapSeconds", 601));
        IntStream.range(0, 3).forEach(_ -> asPlatform().post(path, Map.of()));
        Answer tooMany = asPlatform().post(path, Map.of());
        Answer leaked = asPlatform().post(path, Map.of("overlapSeconds", 0));

        assertThat(rotated.status()).isEqualTo(201);
        assertThat(rotated.text("/secret")).isNotEqualTo(hook.secret());
        assertThat(repeated.json()).isEqualTo(rotated.json());
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.code()).isEqualTo("idempotency_key_reused");
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.code()).isEqualTo("too_many_secrets");
        assertThat(leaked.json().path("number").asInt()).isEqualTo(6);
        assertThat(endpoint(hook)
                        .path("secrets")
                        .valueStream()
                        .map(it -> it.path("number").asInt()))
                .containsExactly(6);
    }

    /// A hundred, whoever asks for them at once.
    @Test
    void hasOnlySoManyEndpoints() throws Exception {
        for (int i = 0; i < 95; i++) {
            hookAt(platform, "https://hooks.example.com/" + i, "/", "order.*");
        }
        List<Callable<Integer>> twenty = Stream.<Callable<Integer>>generate(() -> () -> asPlatform()
                        .post(ENDPOINTS, endpoint("https://hooks.example.com/more"))
                        .status())
                .limit(20)
                .toList();
        List<Integer> statuses;
        try (ExecutorService together = Executors.newFixedThreadPool(10)) {
            statuses =
                    together.invokeAll(twenty).stream().map(EndpointApiIT::get).toList();
        }
        Answer refused = asPlatform().post(ENDPOINTS, endpoint("https://hooks.example.com/101"));

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(15);
        assertThat(refused.code()).isEqualTo("too_many_endpoints");
        assertThat(api.as(stranger)
                        .post(ENDPOINTS, endpoint("https://hooks.example.com/"))
                        .status())
                .isEqualTo(201);
        Answer page = asPlatform().get(ENDPOINTS + "?limit=60");
        Answer rest = asPlatform().get(ENDPOINTS + "?limit=60&cursor=" + page.text("/nextCursor"));
        assertThat(page.json().path("items").size() + rest.json().path("items").size())
                .isEqualTo(100);
        assertThat(rest.json().has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://user:pass@hooks.example.com/|url_user_info_not_allowed",
                "ftp://hooks.example.com/|url_scheme_not_allowed",
                "https://hooks.example.com:0/|url_port_not_allowed",
                "https://hooks.example.com/#x|url_fragment_not_allowed",
                "https://2130706433/|url_host_not_allowed",
                "https://0177.0.0.1/|url_host_not_allowed",
                "https://10.0.0.1/|url_address_not_allowed",
                "https://[fd00::1]/|url_address_not_allowed",
                "https://169.254.169.254/|url_address_not_allowed",
                "not a url|url_malformed"
            })
    void refusesAUrlThatIsNotCalled(String url, String code) {
        Answer refused = asPlatform().post(ENDPOINTS, endpoint(url));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/fields/0/field")).isEqualTo("url");
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        Answer unknown = asPlatform()
                .post(ENDPOINTS, Map.of("url", "https://a.example/", "types", List.of("order.*", "order.lost.v1")));
        Answer none = asPlatform().post(ENDPOINTS, Map.of("url", "https://a.example/", "types", List.of()));
        Answer longUrl = asPlatform().post(ENDPOINTS, endpoint("https://a.example/" + "a".repeat(10_000)));
        Answer garbled = asPlatform().post(ENDPOINTS, Map.of("url", "https://a.example/", "types", List.of("order.%")));
        Answer filter = asPlatform().get("/v1/webhook-deliveries?types=order.*&types=fridge.*");
        Answer feed = asPlatform().get("/v1/events?types=order.lost.v1");
        Answer farAway = asPlatform().get("/v1/events?from=%2B999999999-12-31T23:59:59Z");

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown_event_type");
        assertThat(unknown.text("/fields/0/field")).isEqualTo("types[1]");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("/fields/0/field")).isEqualTo("types");
        assertThat(longUrl.status()).isEqualTo(400);
        assertThat(longUrl.text("/fields/0/code")).isEqualTo("too_long");
        assertThat(garbled.status()).isEqualTo(400);
        assertThat(garbled.text("/fields/0/field")).startsWith("types[0]");
        assertThat(filter.status()).isEqualTo(400);
        assertThat(filter.text("/fields/0/field")).isEqualTo("types[1]");
        assertThat(feed.code()).isEqualTo("unknown_event_type");
        assertThat(farAway.status()).isEqualTo(400);
    }

    @Test
    void belongsToAPartyOfTheCaller() {
        Caller both = new Caller(
                "chain",
                "chain",
                Set.of(Role.CHAIN),
                Set.of(
                        new Party("store", story.storeId().toString()),
                        new Party("store", story.courierId().toString())));
        Map<String, Object> endpoint = endpoint("https://hooks.example.com/");

        assertThat(api.as(both).post(ENDPOINTS, endpoint).code()).isEqualTo("party_required");
        assertThat(api.as(both)
                        .post(ENDPOINTS, with(endpoint, "party", "store:" + UUID.randomUUID()))
                        .code())
                .isEqualTo("party_unknown");
        assertThat(api.as(both)
                        .post(ENDPOINTS, with(endpoint, "party", "store:" + story.storeId()))
                        .text("/endpoint/party"))
                .isEqualTo("store:" + story.storeId());
        assertThat(api.as(both)
                        .get(ENDPOINTS + "?party=store:" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
        assertThat(api.as(both).get(ENDPOINTS + "?state=active").json().path("items"))
                .hasSize(1);
        assertThat(api.as(both).get(ENDPOINTS + "?state=paused").json().path("items"))
                .isEmpty();
    }

    @Test
    void doesNotExistForAnybodyElse() {
        Hook hook = hook(platform, "order.*");
        UUID placed = tell(story, "order.placed.v1");
        String delivery = "/v1/webhook-deliveries/"
                + awaitDelivery(hook, placed, "delivered").path("deliveryId").asString();
        String path = ENDPOINTS + "/" + hook.id();
        ApiClient other = api.as(stranger);
        ApiClient operator = api.as(Tokens.operator());

        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.withHeader("If-Match", "\"1\"")
                        .put(path, endpoint("https://a.example/"))
                        .status())
                .isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.post(path + "/pause").status()).isEqualTo(404);
        assertThat(other.post(path + "/resume").status()).isEqualTo(404);
        assertThat(other.post(path + "/secrets", Map.of()).status()).isEqualTo(404);
        assertThat(other.post(path + "/resends", lastHour()).status()).isEqualTo(404);
        assertThat(other.get(delivery).status()).isEqualTo(404);
        assertThat(other.post(delivery + "/resend").status()).isEqualTo(404);
        assertThat(other.get(ENDPOINTS).json().path("items")).isEmpty();
        assertThat(other.get("/v1/webhook-deliveries?endpointId=" + hook.id())
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(other.get("/v1/webhook-deliveries?party=platform:" + story.platformId())
                        .status())
                .isEqualTo(404);
        assertThat(operator.get(path).status()).isEqualTo(200);
        assertThat(operator.get(delivery).status()).isEqualTo(200);
        assertThat(operator.get(ENDPOINTS + "?party=platform:" + story.platformId())
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(operator.post(path + "/secrets", Map.of()).status()).isEqualTo(403);
        assertThat(operator.post(ENDPOINTS, endpoint("https://a.example/")).status())
                .isEqualTo(403);
        assertThat(asPlatform().get(path).status()).isEqualTo(200);
    }

    @Test
    void listsDeliveriesByWhatIsAskedFor() {
        Hook hook = hook(platform, "order.*");
        UUID placed = tell(story, "order.placed.v1");
        awaitDelivery(hook, placed, "delivered");
        answers(hook, aResponse().withStatus(500));
        UUID authorised = tell(story, "order.authorised.v1");
        awaitAttempts(hook, authorised, 1);

        assertThat(listed("state=delivered")).containsExactly(placed.toString());
        assertThat(listed("state=pending")).containsExactly(authorised.toString());
        assertThat(listed("types=order.placed.v1")).containsExactly(placed.toString());
        assertThat(listed("subject=" + story.orderId())).containsExactly(authorised.toString(), placed.toString());
        assertThat(listed("subject=" + UUID.randomUUID())).isEmpty();
        assertThat(listed("until=" + clock.instant().minusSeconds(3600))).isEmpty();
        assertThat(listed("from=" + clock.instant().minusSeconds(3600))).hasSize(2);
        Answer page = asPlatform().get("/v1/webhook-deliveries?limit=1");
        assertThat(listed("limit=1&cursor=" + page.text("/nextCursor"))).containsExactly(placed.toString());
    }

    @Test
    void resendsNoMoreThanIsBearable() {
        Hook hook = hook(platform, "order.*");
        Instant from = clock.instant();
        for (int i = 0; i < 21; i++) {
            tell(story.another(), "order.placed.v1");
        }
        awaitCalls(hook, 21);
        String path = ENDPOINTS + "/" + hook.id() + "/resends";
        Map<String, Object> all = Map.of(
                "from", from.toString(), "until", clock.instant().plusSeconds(5).toString(), "include", "all");
        ApiClient once = asPlatform().withHeader("Idempotency-Key", "resend-" + hook.id());

        assertThat(asPlatform().post(path, all).code()).isEqualTo("range_too_large");
        assertThat(asPlatform()
                        .post(path, Map.of("from", from.toString(), "until", from.toString()))
                        .code())
                .isEqualTo("range_empty");
        assertThat(asPlatform()
                        .post(path, with(all, "types", List.of("fridge.*")))
                        .code())
                .isEqualTo("unknown_event_type");
        assertThat(once.post(path, lastHour()).status()).isEqualTo(202);
        assertThat(once.post(path, with(lastHour(), "include", "all")).code()).isEqualTo("idempotency_key_reused");
        jdbc.sql("update lane set resends_until = :until where endpoint_id = :id")
                .param("until", clock.instant().plus(Duration.ofMinutes(61)).atOffset(java.time.ZoneOffset.UTC))
                .param("id", hook.id())
                .update();
        JsonNode delivery =
                asPlatform().get("/v1/webhook-deliveries?limit=1").json().at("/items/0");
        String resend = "/v1/webhook-deliveries/" + delivery.path("deliveryId").asString() + "/resend";
        assertThat(asPlatform().post(resend).code()).isEqualTo("too_many_resends");
    }

    @Test
    void resendsADeliveryOncePerKey() {
        Hook hook = hook(platform, "order.*");
        UUID placed = tell(story, "order.placed.v1");
        UUID authorised = tell(story, "order.authorised.v1");
        String first =
                awaitDelivery(hook, placed, "delivered").path("deliveryId").asString();
        String second =
                awaitDelivery(hook, authorised, "delivered").path("deliveryId").asString();
        ApiClient once = asPlatform().withHeader("Idempotency-Key", "resend-one-" + hook.id());

        assertThat(once.post("/v1/webhook-deliveries/" + first + "/resend").status())
                .isEqualTo(202);
        awaitCalls(hook, 3);
        assertThat(once.post("/v1/webhook-deliveries/" + first + "/resend").status())
                .isEqualTo(202);
        assertThat(once.post("/v1/webhook-deliveries/" + second + "/resend").code())
                .isEqualTo("idempotency_key_reused");
        awaitDelivery(hook, placed, "delivered");
        assertThat(calls(hook)).hasSize(3);
    }

    @Test
    void saysWhichTypesThereAre() {
        JsonNode types = asPlatform().get("/v1/event-types").json().path("items");

        assertThat(types.valueStream().map(it -> it.path("type").asString()))
                .contains("order.placed.v1", "webhook.endpoint_disabled.v1")
                .isSorted();
    }

    private List<String> listed(String query) {
        Answer page = asPlatform().get("/v1/webhook-deliveries?" + query);
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json()
                .path("items")
                .valueStream()
                .map(it -> it.at("/event/id").asString())
                .toList();
    }

    private Map<String, Object> lastHour() {
        return Map.of(
                "from",
                clock.instant().minusSeconds(3600).toString(),
                "until",
                clock.instant().plusSeconds(60).toString());
    }

    private static Map<String, Object> endpoint(String url) {
        return Map.of("url", url, "types", List.of("order.*"));
    }

    private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> changed = new java.util.LinkedHashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
