package io.yike.kit.security;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// Reads the caller out of the token.
final class Callers implements CurrentCaller {

    @Override
    public Caller get() {
        return of(token());
    }

    @Override
    public Instant expiresAt() {
        return Objects.requireNonNullElse(token().getExpiresAt(), Instant.MIN);
    }

    private static Jwt token() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            return token.getToken();
        }
        throw new IllegalStateException("There is no authenticated request");
    }

    static Caller of(Jwt token) {
        String subject = Optional.ofNullable(token.getSubject()).orElse("");
        Set<Role> roles = claims(token, "roles").stream()
                .flatMap(role -> Role.find(role).stream())
                .collect(toUnmodifiableSet());
        Set<Party> parties = claims(token, "parties").stream()
                .flatMap(party -> Party.find(party).stream())
                .collect(toUnmodifiableSet());
        String client = Optional.ofNullable(token.getClaimAsString("client_id"))
                .or(() -> Optional.ofNullable(token.getClaimAsString("azp")))
                .orElse(subject);
        return new Caller(subject, client, roles, parties);
    }

    /// Authorities for rules on paths, e.g. of the actuator.
    static Collection<GrantedAuthority> authorities(Jwt token) {
        return of(token).roles().stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    private static List<String> claims(Jwt token, String name) {
        List<String> texts = new ArrayList<>();
        if (token.getClaims().get(name) instanceof Collection<?> values) {
            for (Object value : values) {
                if (value instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }
}
