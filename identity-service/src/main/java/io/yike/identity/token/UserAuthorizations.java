package io.yike.identity.token;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/// Keeps what users' logins need: codes and refresh tokens. A token that a client asked for in its own name is a
/// signed statement that nobody looks up, so it costs no row.
final class UserAuthorizations implements OAuth2AuthorizationService {

    private final OAuth2AuthorizationService rows;

    UserAuthorizations(OAuth2AuthorizationService rows) {
        this.rows = rows;
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
        return rows.findById(id);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType tokenType) {
        return rows.findByToken(token, tokenType);
    }
}
