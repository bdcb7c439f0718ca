package io.yike.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/// Checks the signature of a token once a minute instead of at each request: a till asks with the same token for an
/// hour, and the check is a tenth of what its requests cost.
///
/// Only tokens that were found good are remembered. Whether one is still valid in time is asked at each request; a key
/// that the issuer withdraws counts for a minute longer at most.
final class RememberedTokens implements JwtDecoder {

    private static final Duration FOR = Duration.ofMinutes(1);
    private static final int AT_MOST = 10_000;

    private final JwtDecoder checked;
    private final OAuth2TokenValidator<Jwt> validInTime;
    private final Cache<String, Jwt> good;

    /// @param checked checks everything
    /// @param validInTime what may change while a token is remembered
    RememberedTokens(JwtDecoder checked, OAuth2TokenValidator<Jwt> validInTime, Ticker ticker) {
        this.checked = checked;
        this.validInTime = validInTime;
        this.good = Caffeine.newBuilder()
                .expireAfterWrite(FOR)
                .maximumSize(AT_MOST)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = good.getIfPresent(token);
        if (known == null) {
            Jwt found = checked.decode(token);
            good.put(token, found);
            return found;
        }
        OAuth2TokenValidatorResult now = validInTime.validate(known);
        if (now.hasErrors()) {
            good.invalidate(token);
            throw new JwtValidationException("The token is no longer valid", now.getErrors());
        }
        return known;
    }
}
