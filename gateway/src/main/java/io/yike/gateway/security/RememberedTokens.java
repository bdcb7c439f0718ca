package io.yike.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/// Checks the signature of a token once a minute instead of at each request.
///
/// Only tokens that were found good are remembered. Whether one is still valid in time is asked at each request; a key
/// that the issuer withdraws counts for a minute longer at most.
final class RememberedTokens implements ReactiveJwtDecoder {

    private static final Duration FOR = Duration.ofMinutes(1);
    private static final int AT_MOST = 50_000;

    private final ReactiveJwtDecoder checked;
    private final OAuth2TokenValidator<Jwt> validInTime;
    private final Cache<String, Jwt> good = Caffeine.newBuilder()
            .expireAfterWrite(FOR)
            .maximumSize(AT_MOST)
            .executor(Runnable::run)
            .build();

    /// @param checked checks everything
    /// @param validInTime what may change while a token is remembered
    RememberedTokens(ReactiveJwtDecoder checked, OAuth2TokenValidator<Jwt> validInTime) {
        this.checked = checked;
        this.validInTime = validInTime;
    }

    @Override
    public Mono<Jwt> decode(String token) {
        return Mono.defer(() -> {
            Jwt known = good.getIfPresent(token);
            if (known == null) {
                return checked.decode(token).doOnNext(found -> good.put(token, found));
            }
            OAuth2TokenValidatorResult now = validInTime.validate(known);
            if (now.hasErrors()) {
                good.invalidate(token);
                return Mono.error(new JwtValidationException("The token is no longer valid", now.getErrors()));
            }
            return Mono.just(known);
        });
    }
}
