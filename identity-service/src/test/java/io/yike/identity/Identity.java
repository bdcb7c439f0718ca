package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reaches the states that tests start from, through the API only.
final class Identity {

    static final String PASSWORD = "correct horse battery";

    private final ApiClient api;
    private final ApiClient operator;

    Identity(ApiClient api) {
        this.api = api;
        this.operator = api.as(Tokens.operator());
    }

    /// An organisation and whoever owns it.
    record Organisation(String id, String party, Caller owner) {}

    record Client(String id, String secret) {}

    record User(String id, String username) {}

    ApiClient operator() {
        return operator;
    }

    ApiClient owner(Organisation organisation) {
        return api.as(organisation.owner());
    }

    Organisation organisation(String kind) {
        Answer created = operator.post("/v1/organisations", Map.of("kind", kind, "name", "Some " + kind));
        assertThat(created.status()).isEqualTo(201);
        String party = created.text("/party");
        Caller owner = Tokens.caller(Role.find(kind).orElseThrow(), party);
        return new Organisation(created.text("/id"), party, owner);
    }

    Client client(Map<String, Object> wanted) {
        Answer created = operator.post("/v1/clients", wanted);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return new Client(created.text("/clientId"), created.text("/clientSecret"));
    }

    /// A client of the platform with the platform's own role.
    Client platformClient(Organisation platform) {
        return client(Map.of("name", "Orders", "roles", List.of("platform"), "parties", List.of(platform.party())));
    }

    /// A client that logs users in and keeps a secret.
    Client console() {
        return client(Map.of("name", "Console", "redirectUris", List.of(OAuthClient.REDIRECT)));
    }

    /// A client that logs users in and keeps none.
    Client app() {
        return client(Map.of("name", "App", "public", true, "redirectUris", List.of(OAuthClient.REDIRECT)));
    }

    User user() {
        String username = "user-" + UUID.randomUUID();
        Answer created = operator.post("/v1/users", Map.of("username", username, "password", PASSWORD));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return new User(created.text("/id"), username);
    }

    /// Gives a role, and returns the membership's id.
    String give(String subjectKind, String subjectId, String role, String party) {
        Answer given = operator.post(
                "/v1/memberships",
                Map.of("subjectKind", subjectKind, "subjectId", subjectId, "role", role, "party", party));
        assertThat(given.status()).as(given.body()).isEqualTo(201);
        return given.text("/id");
    }

    static String someParty(String kind) {
        return kind + ":" + UUID.randomUUID();
    }
}
