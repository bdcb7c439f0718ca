package io.yike.identity.token;

import io.yike.identity.IdentityProperties;
import io.yike.identity.membership.Memberships;
import io.yike.identity.membership.domain.Membership;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.user.Users;
import io.yike.identity.user.domain.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/// Says in each access token what its subject's memberships are at this moment. A user who was disabled since the
/// login gets none.
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private final Memberships memberships;
    private final Users users;
    private final IdentityProperties properties;

    TokenClaims(Memberships memberships, Users users, IdentityProperties properties) {
        this.memberships = memberships;
        this.users = users;
        this.properties = properties;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        boolean inItsOwnName = AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
        String subject = inItsOwnName
                ? context.getRegisteredClient().getClientId()
                : Objects.requireNonNull(context.<Authentication>getPrincipal()).getName();
        Optional<User> user = inItsOwnName ? Optional.empty() : Optional.of(loggedIn(subject));
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            List<Membership> held = memberships.listOf(subject);
            context.getClaims()
                    .audience(new ArrayList<>(List.of(properties.audience())))
                    .claim("client_id", context.getRegisteredClient().getClientId())
                    .claim(
                            "roles",
                            distinct(held.stream()
                                    .map(membership -> membership.role().claim())))
                    .claim(
                            "parties",
                            distinct(held.stream()
                                    .map(Membership::party)
                                    .filter(Objects::nonNull)
                                    .map(Party::toString)));
        } else if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
            user.ifPresent(known -> {
                context.getClaims().claim("preferred_username", known.username());
                if (known.displayName() != null) {
                    context.getClaims().claim("name", known.displayName());
                }
            });
        }
    }

    private User loggedIn(String subject) {
        return users.find(UUID.fromString(subject))
                .filter(user -> !user.disabled())
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
    }

    /// As an `ArrayList`: claims are kept with the authorization, and its reader takes no immutable lists back.
    private static List<String> distinct(Stream<String> texts) {
        return texts.distinct().collect(Collectors.toCollection(ArrayList::new));
    }
}
