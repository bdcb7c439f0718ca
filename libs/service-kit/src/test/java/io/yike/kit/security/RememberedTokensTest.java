package io.yike.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RememberedTokensTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();
    private Instant now = START;
    private final JwtTimestampValidator validInTime = validInTime();
    private final RememberedTokens tokens = new RememberedTokens(
            this::check, validInTime, () -> Duration.between(START, now).toNanos());

    @Test
    void aSignatureIsCheckedOnceAMinute() {
        assertThat(tokens.decode("good").getSubject()).isEqualTo("till-1");
        assertThat(tokens.decode("good").getSubject()).isEqualTo("till-1");
        assertThat(checks).hasValue(1);

        now = START.plusSeconds(61);
        tokens.decode("good");

        assertThat(checks).hasValue(2);
    }

    @Test
    void aRememberedTokenExpires() {
        now = START.plusSeconds(100);
        tokens.decode("good");

        now = START.plusSeconds(121);

        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(JwtValidationException.class);
        assertThatThrownBy(() -> tokens.decode("good")).isInstanceOf(BadJwtException.class);
        assertThat(checks).hasValue(2);
    }

    @Test
    void aForgedTokenIsCheckedEachTime() {
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThat(checks).hasValue(2);
    }

    private Jwt check(String token) {
        checks.incrementAndGet();
        Jwt jwt = Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("till-1")
                .issuedAt(START)
                .expiresAt(START.plusSeconds(120))
                .build();
        if (token.equals("forged") || validInTime.validate(jwt).hasErrors()) {
            throw new BadJwtException("not good");
        }
        return jwt;
    }

    private JwtTimestampValidator validInTime() {
        JwtTimestampValidator validator = new JwtTimestampValidator(Duration.ZERO);
        validator.setClock(new Clock() {
            @Override
            public ZoneOffset getZone() {
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
        });
        return validator;
    }
}
