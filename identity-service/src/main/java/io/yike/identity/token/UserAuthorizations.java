package io.yike.identity.token;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization.Token;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/// Keeps what users' logins need: codes and refresh tokens. A token that a client asked for in its own name is a
/// signed statement and costs no row: whoever asks what it says (introspection) is told by its signature.
final class UserAuthorizations implements OAuth2AuthorizationService {

    private static final Logger log = LoggerFactory.getLogger(UserAuthorizations.class);

    private final OAuth2AuthorizationService rows;
    private final RegisteredClientRepository clients;
    private final JwtDecoder ours;

    /// @param ours reads tokens that our keys have signed
    UserAuthorizations(OAuth2AuthorizationService rows, RegisteredClientRepository clients, JwtDecoder ours) {
        this.rows = rows;
        this.clients = clients;
        this.ours = ours;
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS.equals(authorization.getAuthorizationGrantType())) {
            rows.save(authorization);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        rows.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return ofAnybody(() -> rows.findById(id));
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
        OAuth2Authorization kept = ofAnybody(() -> rows.findByToken(token, tokenType));
        boolean mayBeSigned = tokenType == null || OAuth2TokenType.ACCESS_TOKEN.equals(tokenType);
        return kept == null && mayBeSigned ? ofItself(token) : kept;
    }

    /// What a client's token in its own name says; null if it is none, or the client is disabled since.
    private @Nullable OAuth2Authorization ofItself(String token) {
        Jwt read;
        try {
            read = ours.decode(token);
        } catch (JwtException none) {
            log.debug("A token is none of a client's own", none);
            return null;
        }
        String subject = read.getSubject();
        RegisteredClient client = subject == null ? null : clients.findByClientId(subject);
        if (client == null || !client.getClientId().equals(read.getClaimAsString("client_id"))) {
            return null;
        }
        OAuth2AccessToken access =
                new OAuth2AccessToken(TokenType.BEARER, token, read.getIssuedAt(), read.getExpiresAt());
        return OAuth2Authorization.withRegisteredClient(client)
                .principalName(client.getClientId())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .token(access, metadata -> metadata.put(Token.CLAIMS_METADATA_NAME, read.getClaims()))
                .build();
    }

    /// What users let a client do that is disabled since, it may not do: there is no such client, and so the row is
    /// none.
    private static @Nullable OAuth2Authorization ofAnybody(Supplier<@Nullable OAuth2Authorization> find) {
        try {
            return find.get();
        } catch (DataRetrievalFailureException clientIsDisabled) {
            log.debug("An authorization of a client that is disabled", clientIsDisabled);
            return null;
        }
    }
}
