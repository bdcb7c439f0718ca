package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.SampleTest;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.ContractCoverage;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What an operator does with events that could not be applied, over HTTP, held against `operations.yaml`.
@SampleTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersApiTest {

    private static final String LETTERS = "/v1/services/sample-service/dead-letters";
    private static final String REPLAYS = "/v1/services/sample-service/dead-letter-replays";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MutableClock clock;

    @LocalServerPort
    private int port;

    private String type = "thing.changed.v1";

    @BeforeEach
    void useATypeOfItsOwn() {
        type = "thing.changed.v1.t" + UUID.randomUUID().toString().replace("-", "");
    }

    @Test
    void listsTheNewestFirstAPageAtATime() {
        List<UUID> dead = Stream.generate(this::dead).limit(5).toList();

        Answer first = operator().get(LETTERS + "?limit=3&type=" + type);
        Answer second = operator()
                .get(LETTERS + "?limit=3&type=" + type + "&cursor="
                        + first.json().path("nextCursor").asString());

        assertThat(Stream.concat(ids(first), ids(second))).containsExactlyElementsOf(dead.reversed());
        assertThat(second.json().has("nextCursor")).isFalse();
    }

    @Test
    void listsByStateSubjectAndTime() {
        UUID early = dead();
        Instant between = clock.instant();
        UUID late = dead();
        operator().post(LETTERS + "/" + early + "/discard", Map.of("reason", "mended by hand"));

        assertThat(ids(operator().get(LETTERS + "?state=open&type=" + type))).containsExactly(late);
        assertThat(ids(operator().get(LETTERS + "?state=discarded&type=" + type)))
                .containsExactly(early);
        assertThat(ids(operator().get(LETTERS + "?type=" + type + "&diedFrom=" + between)))
                .containsExactly(late);
        assertThat(ids(operator().get(LETTERS + "?type=" + type + "&diedUntil=" + between)))
                .containsExactly(early);
        assertThat(ids(operator().get(LETTERS + "?subject=of-" + late))).containsExactly(late);
    }

    @Test
    void showsTheMessageAsItCame() {
        UUID dead = dead();

        JsonNode shown = operator().get(LETTERS + "/" + dead).json();

        assertThat(shown.path("state").asString()).isEqualTo("open");
        assertThat(shown.path("error").asString()).isEqualTo("it broke");
        assertThat(shown.path("message").asString()).contains("\"specversion\"").contains(type);
    }

    @Test
    void replaysOnceHoweverOftenItIsAsked() {
        UUID dead = dead();

        Answer first = operator().post(LETTERS + "/" + dead + "/replay");
        Answer second = operator().post(LETTERS + "/" + dead + "/replay");

        assertThat(first.json().path("state").asString()).isEqualTo("replayed");
        assertThat(first.json().path("decidedBy").asString())
                .isEqualTo(Tokens.operator().subject());
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(parkedOf(dead)).isEqualTo(1);
    }

    @Test
    void replaysAllThatMatchTheOldestFirst() {
        List<UUID> dead = Stream.generate(this::dead).limit(4).toList();
        operator().post(LETTERS + "/" + dead.get(1) + "/discard", Map.of("reason", "mended by hand"));

        JsonNode some =
                operator().post(REPLAYS, Map.of("type", type, "limit", 2)).json();
        JsonNode rest = operator().post(REPLAYS, Map.of("type", type)).json();

        assertThat(some.path("replayed").valueStream().map(JsonNode::asString))
                .containsExactly(dead.get(0).toString(), dead.get(2).toString());
        assertThat(some.path("left").asInt()).isEqualTo(1);
        assertThat(rest.path("replayed").valueStream().map(JsonNode::asString))
                .containsExactly(dead.get(3).toString());
        assertThat(rest.path("left").asInt()).isZero();
    }

    @Test
    void decidesOnce() {
        UUID discarded = dead();
        UUID replayed = dead();
        Map<String, String> why = Map.of("reason", "mended by hand");
        Answer first = operator().post(LETTERS + "/" + discarded + "/discard", why);
        operator().post(LETTERS + "/" + replayed + "/replay");

        Answer again = operator().post(LETTERS + "/" + discarded + "/discard", Map.of("reason", "another one"));
        Answer replayOfDiscarded = operator().post(LETTERS + "/" + discarded + "/replay");
        Answer discardOfReplayed = operator().post(LETTERS + "/" + replayed + "/discard", why);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.json().path("reason").asString()).isEqualTo("mended by hand");
        assertThat(replayOfDiscarded.status()).isEqualTo(409);
        assertThat(replayOfDiscarded.code()).isEqualTo("dead_letter_discarded");
        assertThat(discardOfReplayed.status()).isEqualTo(409);
        assertThat(discardOfReplayed.code()).isEqualTo("dead_letter_replayed");
    }

    @Test
    void cannotReplayWhatIsNoEvent() {
        UUID unreadable = UUID.randomUUID();
        jdbc.sql("INSERT INTO dead_letter (id, body, error, died_at) VALUES (?, 'nonsense', 'no event', now())")
                .param(unreadable)
                .update();

        Answer answer = operator().post(LETTERS + "/" + unreadable + "/replay");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("dead_letter_unreadable");
        assertThat(operator()
                        .post(LETTERS + "/" + unreadable + "/discard", Map.of("reason", "nonsense"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isForOperatorsOfThisService() {
        UUID dead = dead();
        String other = LETTERS.replace("sample", "other");
        Map<String, String> why = Map.of("reason", "mended by hand");
        var calls = List.<java.util.function.BiFunction<ApiClient, String, Answer>>of(
                (client, base) -> client.get(base),
                (client, base) -> client.get(base + "/" + dead),
                (client, base) -> client.post(base + "/" + dead + "/replay"),
                (client, base) -> client.post(base + "/" + dead + "/discard", why),
                (client, base) -> client.post(base.replace("dead-letters", "dead-letter-replays"), Map.of()));

        assertThat(calls).allSatisfy(call -> {
            assertThat(call.apply(api(), LETTERS).status()).isEqualTo(401);
            assertThat(call.apply(api().as(Tokens.nobody()), LETTERS).status()).isEqualTo(403);
            assertThat(call.apply(operator(), other).status()).isEqualTo(404);
        });
        assertThat(operator().get(LETTERS + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(parkedOf(dead)).isZero();
    }

    @Test
    void namesWhatIsMalformed() {
        UUID dead = dead();

        assertThat(operator().get(LETTERS + "?limit=0").status()).isEqualTo(400);
        assertThat(operator().get(LETTERS + "?state=lost").status()).isEqualTo(400);
        assertThat(operator().get(LETTERS + "?cursor=!").code()).isEqualTo("invalid_cursor");
        assertThat(operator().get(LETTERS + "/no-id").status()).isEqualTo(400);
        assertThat(operator().post(LETTERS + "/no-id/replay").status()).isEqualTo(400);
        assertThat(operator().post(REPLAYS, Map.of("limit", 1001)).status()).isEqualTo(400);
        assertThat(operator().post(REPLAYS, Map.of("state", "discarded")).status())
                .isEqualTo(400);
        assertThat(operator().post(LETTERS + "/" + dead + "/discard", Map.of()).status())
                .isEqualTo(400);
    }

    @TestFactory
    List<DynamicNode> onlyOperatorsGetIn() {
        return new AccessWalk(api())
                .on("listDeadLetters")
                .as(
                        Role.OPERATOR,
                        () -> byOperator().get(LETTERS + "?type=" + type).shows(dead()))
                .on("getDeadLetter")
                .as(Role.OPERATOR, () -> byOperator().get(LETTERS + "/" + dead()))
                .on("replayDeadLetters")
                .as(Role.OPERATOR, () -> byOperator().post(REPLAYS, Map.of("type", type)))
                .on("replayDeadLetter")
                .as(Role.OPERATOR, () -> byOperator().post(LETTERS + "/" + dead() + "/replay"))
                .on("discardDeadLetter")
                .as(
                        Role.OPERATOR,
                        () -> byOperator()
                                .post(LETTERS + "/" + dead() + "/discard", Map.of("reason", "mended by hand")))
                .tests();
    }

    private static OwnersCall byOperator() {
        return OwnersCall.by(Tokens.operator());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerAndPermissionHasBeenSeen() {
        assertThat(ContractCoverage.unseen("operations")).isEmpty();
        assertThat(AccessWalk.unseen("operations")).isEmpty();
    }

    private ApiClient api() {
        return ApiClient.of("operations", URI.create("http://127.0.0.1:" + port));
    }

    private ApiClient operator() {
        return api().as(Tokens.operator());
    }

    /// A dead letter of an event of this test's type, whose subject carries the letter's id.
    private UUID dead() {
        UUID id = UUID.randomUUID();
        clock.advance(Duration.ofMillis(10));
        jdbc.sql("""
                        INSERT INTO dead_letter (id, event_id, type, source, subject, body, error, died_at)
                        VALUES (:id, :id, :type, '/another-service', :subject, :body, 'it broke', :diedAt)
                        """)
                .param("id", id)
                .param("type", type)
                .param("subject", "of-" + id)
                .param("body", """
                        {"specversion":"1.0","id":"%s","source":"/another-service","type":"%s","subject":"of-%s",\
                        "time":"2026-11-23T10:00:00Z","sequence":1,"data":{}}""".formatted(id, type, id))
                .param("diedAt", io.yike.kit.jdbc.Row.utc(clock.instant()))
                .update();
        return id;
    }

    private long parkedOf(UUID event) {
        return jdbc.sql("SELECT count(*) FROM parked_event WHERE event_id = ?")
                .param(event)
                .query(Long.class)
                .single();
    }

    private static Stream<UUID> ids(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(item -> UUID.fromString(item.path("deadLetterId").asString()));
    }
}
