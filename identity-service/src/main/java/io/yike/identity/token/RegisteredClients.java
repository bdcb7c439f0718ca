package io.yike.identity.token;

import io.yike.identity.IdentityProperties;
import io.yike.identity.client.Clients;
import io.yike.identity.client.domain.Client;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/// Our clients as the authorization server sees them. A disabled one does not exist for it.
@Component
class RegisteredClients implements RegisteredClientRepository {

    private final Clients clients;
    private final IdentityProperties properties;

    RegisteredClients(Clients clients, IdentityProperties properties) {
        this.clients = clients;
        this.properties = properties;
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String clientId) {
        return clients.find(clientId)
                .filter(client -> !client.disabled())
                .map(this::registered)
                .orElse(null);
    }

    /// Clients are written by their own use cases only.
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("Clients are created through the API");
    }

    private RegisteredClient registered(Client client) {
        RegisteredClient.Builder registered = RegisteredClient.withId(client.id())
                .clientId(client.id())
                .clientIdIssuedAt(client.subject().createdAt())
                .clientName(client.name())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(properties.accessTokenLife())
                        .refreshTokenTimeToLive(properties.refreshTokenLife())
                        .authorizationCodeTimeToLive(properties.authorizationCodeLife())
                        .reuseRefreshTokens(false)
                        .build())
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build());
        String secretHash = client.secretHash();
        if (secretHash == null) {
            registered.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
        } else {
            registered
                    .clientSecret(secretHash)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        }
        if (!client.logsUsersIn()) {
            return registered
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build();
        }
        registered
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(uris -> uris.addAll(client.redirectUris()))
                .postLogoutRedirectUris(uris -> uris.addAll(client.postLogoutRedirectUris()))
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE);
        if (!client.isPublic()) {
            registered.authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN);
        }
        return registered.build();
    }
}
