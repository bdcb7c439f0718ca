package io.yike.gateway.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The issuer's keys, as it last said. For a key that is not among them it is asked again, but once in a while
/// only: whoever makes up names of keys does not have us ask for each of them.
final class IssuerKeys {

    private final Mono<JWKSet> ask;
    private final Duration every;
    private final Clock clock;
    private volatile @Nullable JWKSet known;
    private @Nullable Mono<JWKSet> answer;
    private Instant askedAt = Instant.MIN;

    /// @param ask the issuer, anew with each subscription
    /// @param every how long its answer, or that there was none, stands at least
    IssuerKeys(Mono<JWKSet> ask, Duration every, Clock clock) {
        this.ask = ask;
        this.every = every;
        this.clock = clock;
    }

    /// Keys that may have signed the token, none for what no issuer of ours signs with; an error while the issuer
    /// cannot be asked for one that is not known.
    Flux<JWK> of(SignedJWT token) {
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return Flux.empty();
        }
        JWKSelector wanted = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
        JWKSet last = known;
        List<JWK> found = last == null ? List.of() : wanted.select(last);
        return found.isEmpty() ? answer().flatMapIterable(wanted::select) : Flux.fromIterable(found);
    }

    private synchronized Mono<JWKSet> answer() {
        Instant now = clock.instant();
        Mono<JWKSet> last = answer;
        if (last != null && now.isBefore(askedAt.plus(every))) {
            return last;
        }
        Mono<JWKSet> next = ask.doOnNext(keys -> known = keys).cache();
        askedAt = now;
        answer = next;
        return next;
    }
}
