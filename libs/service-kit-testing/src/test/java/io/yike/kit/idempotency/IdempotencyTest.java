package io.yike.kit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.SampleTest;
import io.yike.kit.http.Http;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Idempotency over HTTP on the real database.
@SampleTest
class IdempotencyTest {

    private static final String GOOD = "{\"lines\":[{\"sku\":\"a\",\"quantity\":1}]}";

    private static final String REORDERED = "{ \"lines\" : [ { \"quantity\" : 1, \"sku\" : \"a\" } ] }";

    private static final String OTHER = "{\"lines\":[{\"sku\":\"b\",\"quantity\":1}]}";

    private static final String TOO_RED = "{\"lines\":[{\"sku\":\"a\",\"quantity\":1}],\"colour\":\"RED\"}";

    private static final String BROKEN = "{\"lines\":[{\"sku\":\"a\",\"quantity\":1}],\"colour\":\"GREEN\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MutableClock clock;

    @BeforeEach
    void forgetThings() {
        jdbc.sql("DELETE FROM thing").update();
    }

    @Test
    void answersTheSameRequestTheSameAgain() throws Exception {
        String key = UUID.randomUUID().toString();

        Http.Answer first = client(key).post("/v1/things", GOOD);
        Http.Answer second = client(key).post("/v1/things", REORDERED);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .isNotEmpty();
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void hasOneEffectOfTwentyRequestsAtOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        List<Future<Http.Answer>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                sent.add(threads.submit(() -> client(key).post("/v1/things", GOOD)));
            }
        }

        List<Http.Answer> answers = new ArrayList<>();
        for (Future<Http.Answer> answer : sent) {
            answers.add(answer.get());
        }
        assertThat(answers).extracting(Http.Answer::status).isSubsetOf(201, 409).contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .extracting(Http.Answer::code)
                .allMatch("idempotency_key_in_progress"::equals);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .extracting(Http.Answer::body)
                .containsOnly(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .body());
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatCameWithAnotherRequest() throws Exception {
        String key = UUID.randomUUID().toString();
        client(key).post("/v1/things", GOOD);

        Http.Answer other = client(key).post("/v1/things", OTHER);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void keepsARefusalAndNothingOfItsEffect() throws Exception {
        String key = UUID.randomUUID().toString();

        Http.Answer first = client(key).post("/v1/things", TOO_RED);
        Http.Answer second = client(key).post("/v1/things", TOO_RED);

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.code()).isEqualTo("too_red");
        assertThat(second.code()).isEqualTo("too_red");
        assertThat(things()).isZero();
        assertThat(kept(key)).isEqualTo(1);
    }

    @Test
    void keepsNothingOfAFault() throws Exception {
        String key = UUID.randomUUID().toString();

        Http.Answer broken = client(key).post("/v1/things", BROKEN);

        assertThat(broken.status()).isEqualTo(500);
        assertThat(things()).isZero();
        assertThat(kept(key)).isZero();
    }

    @Test
    void keepsKeysOfDifferentClientsApart() throws Exception {
        String key = UUID.randomUUID().toString();
        client(key).post("/v1/things", GOOD);

        Http.Answer another = Http.at(port)
                .as(Tokens.caller(Role.PLATFORM, "platform:another"))
                .with("Idempotency-Key", key)
                .post("/v1/things", OTHER);

        assertThat(another.status()).isEqualTo(201);
        assertThat(things()).isEqualTo(2);
    }

    @Test
    void keepsKeysOfDifferentPeopleWhoUseOneClientApart() throws Exception {
        String key = UUID.randomUUID().toString();
        Http.Answer first = client(key).as(atThePages("one")).post("/v1/things", GOOD);

        Http.Answer another = client(key).as(atThePages("other")).post("/v1/things", GOOD);
        Http.Answer again = client(key).as(atThePages("one")).post("/v1/things", GOOD);

        assertThat(another.status()).isEqualTo(201);
        assertThat(another.body()).isNotEqualTo(first.body());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(things()).isEqualTo(2);
    }

    private static Caller atThePages(String person) {
        return new Caller(person, "pages", Set.of(Role.RESIDENT), Set.of(new Party("resident", person)));
    }

    @Test
    void forgetsAfterADay() throws Exception {
        String key = UUID.randomUUID().toString();
        client(key).post("/v1/things", GOOD);

        clock.advance(Duration.ofHours(25));
        Http.Answer other = client(key).post("/v1/things", OTHER);

        assertThat(other.status()).isEqualTo(201);
        assertThat(things()).isEqualTo(2);
    }

    private Http client(String key) {
        return Http.at(port).as(Tokens.caller(Role.PLATFORM, "platform:one")).with("Idempotency-Key", key);
    }

    private long things() {
        return jdbc.sql("SELECT count(*) FROM thing").query(Long.class).single();
    }

    private long kept(String key) {
        return jdbc.sql("SELECT count(*) FROM idempotency_key WHERE key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }
}
