package io.yike.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class IssuerKeysTest {

    private static final RSAKey KEY = key();

    private Instant now = Instant.parse("2026-11-26T10:00:00Z");
    private List<String> published = List.of("first");
    private boolean isAway;
    private int asked;

    private final IssuerKeys keys = new IssuerKeys(Mono.defer(this::answer), Duration.ofSeconds(1), new TestClock());

    @Test
    void asksOnceHoweverManyUnknownKeysAreNamed() {
        assertThat(keysOf("first")).hasSize(1);
        for (int i = 0; i < 100; i++) {
            assertThat(keysOf("made-up-" + i)).isEmpty();
        }

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void learnsANewKeyAfterAWhile() {
        assertThat(keysOf("first")).hasSize(1);
        published = List.of("first", "second");

        assertThat(keysOf("second")).isEmpty();
        now = now.plusSeconds(1);

        assertThat(keysOf("second")).hasSize(1);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void keepsWhatItKnowsWhileTheIssuerIsAway() {
        assertThat(keysOf("first")).hasSize(1);
        isAway = true;
        now = now.plusSeconds(1);

        assertThatIllegalStateException().isThrownBy(() -> keysOf("made-up"));
        assertThatIllegalStateException().isThrownBy(() -> keysOf("made-up"));
        assertThat(keysOf("first")).hasSize(1);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void asksForNoKeyOfAnAlgorithmThatNobodySignsWith() {
        for (String algorithm : List.of("HS256", "ES256", "FOO")) {
            assertThat(keys.of(new SignedJWT(
                                    new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                                            .keyID("first")
                                            .build(),
                                    new JWTClaimsSet.Builder().build()))
                            .collectList()
                            .block())
                    .isEmpty();
        }

        assertThat(asked).isZero();
    }

    private Mono<JWKSet> answer() {
        asked++;
        return isAway
                ? Mono.error(new IllegalStateException("away"))
                : Mono.just(
                        new JWKSet(published.stream().map(IssuerKeysTest::named).toList()));
    }

    private List<JWK> keysOf(String keyId) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), new JWTClaimsSet.Builder().build());
        return Objects.requireNonNull(keys.of(token).collectList().block());
    }

    private static JWK named(String keyId) {
        return new RSAKey.Builder(KEY).keyID(keyId).build();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class TestClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
