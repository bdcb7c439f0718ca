package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.identity.Identity.Client;
import io.yike.identity.Identity.Organisation;
import io.yike.identity.Identity.User;
import io.yike.identity.OAuthClient.TokenAnswer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class IdentityJourneyIT {

    private static final String BYE = "https://console.example.com/bye";

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcClient jdbc;

    private Identity identity;
    private OAuthClient oauth;

    @BeforeEach
    void prepare() {
        identity = new Identity(api);
        oauth = new OAuthClient(api.base());
    }

    @Test
    void givesTheConfiguredOperatorAToken() throws ParseException {
        TokenAnswer answer = oauth.clientCredentials("operator", "operator-secret");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.claim("roles")).isEqualTo(List.of("operator"));
        assertThat(answer.claims())
                .containsEntry("sub", "operator")
                .containsEntry("client_id", "operator")
                .containsEntry("aud", List.of("yike"))
                .containsEntry("iss", Tokens.get().issuer());
    }

    @Test
    void givesEachServiceATokenWithTheServiceRole() throws ParseException {
        for (String service : List.of("order-service", "store-service", "dispatch-service")) {
            assertThat(oauth.clientCredentials(service, "service-secret").claim("roles"))
                    .isEqualTo(List.of("service"));
        }
    }

    @Test
    void saysRolesAndPartiesOfTheClientInItsToken() throws ParseException {
        Organisation platform = identity.organisation("platform");
        Client client = identity.platformClient(platform);

        TokenAnswer answer = oauth.clientCredentials(client.id(), client.secret());

        assertThat(answer.claim("roles")).isEqualTo(List.of("platform"));
        assertThat(answer.claim("parties")).isEqualTo(List.of(platform.party()));
        assertThat(answer.claims().get("exp"))
                .isEqualTo(Date.from(issuedAt(answer).plus(Duration.ofMinutes(15))));
    }

    @Test
    void refusesAWrongSecretAsItRefusesAnUnknownClient() {
        Client client = identity.platformClient(identity.organisation("platform"));

        TokenAnswer wrong = oauth.clientCredentials(client.id(), "wrong");
        TokenAnswer unknown = oauth.clientCredentials("nobody", "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(wrong.error()).isEqualTo("invalid_client");
    }

    @Test
    void givesNoTokenToADisabledClient() {
        Client client = identity.platformClient(identity.organisation("platform"));
        identity.operator()
                .withHeader("If-Match", "\"1\"")
                .put("/v1/clients/" + client.id(), Map.of("name", "Orders", "disabled", true));

        assertThat(oauth.clientCredentials(client.id(), client.secret()).error())
                .isEqualTo("invalid_client");
    }

    @Test
    void endsTheOldSecretWhenItGivesANewOne() {
        Client client = identity.platformClient(identity.organisation("platform"));
        String renewed = identity.operator()
                .post("/v1/clients/" + client.id() + "/secret")
                .text("/clientSecret");

        assertThat(oauth.clientCredentials(client.id(), client.secret()).status())
                .isEqualTo(401);
        assertThat(oauth.clientCredentials(client.id(), renewed).status()).isEqualTo(200);
    }

    @Test
    void saysANewMembershipInTheNextToken() throws ParseException {
        Client client = identity.client(Map.of("name", "Till"));
        String store = Identity.someParty("store");

        List<?> before = oauth.clientCredentials(client.id(), client.secret()).claim("roles");
        String membership = identity.give("client", client.id(), "store", store);
        TokenAnswer given = oauth.clientCredentials(client.id(), client.secret());
        identity.operator().delete("/v1/memberships/" + membership);
        List<?> after = oauth.clientCredentials(client.id(), client.secret()).claim("parties");

        assertThat(before).isEmpty();
        assertThat(given.claim("roles")).isEqualTo(List.of("store"));
        assertThat(given.claim("parties")).isEqualTo(List.of(store));
        assertThat(after).isEmpty();
    }

    @Test
    void logsAUserInWithACodeAndItsProof() throws ParseException {
        Client console = identity.console();
        User user = identity.user();
        String store = Identity.someParty("store");
        identity.give("user", user.id(), "store", store);

        String code = oauth.login(console.id(), user.username().toUpperCase(java.util.Locale.ROOT), Identity.PASSWORD);
        TokenAnswer answer = oauth.redeem(console.id(), console.secret(), code);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.claims()).containsEntry("sub", user.id()).containsEntry("client_id", console.id());
        assertThat(answer.claim("roles")).isEqualTo(List.of("store"));
        assertThat(answer.claim("parties")).isEqualTo(List.of(store));
        assertThat(oauth.userInfo(answer.token()).path("sub").asString()).isEqualTo(user.id());
    }

    @Test
    void logsAUserOutAndSendsThemWhereTheClientMaySendThem() {
        Client app = identity.client(Map.of(
                "name",
                "App",
                "public",
                true,
                "redirectUris",
                List.of(OAuthClient.REDIRECT),
                "postLogoutRedirectUris",
                List.of(BYE)));
        assertThat(identity.operator().get("/v1/clients/" + app.id()).text("/postLogoutRedirectUris/0"))
                .isEqualTo(BYE);
        User user = identity.user();
        String idToken = oauth.redeem(app.id(), null, oauth.login(app.id(), user.username(), Identity.PASSWORD))
                .body()
                .path("id_token")
                .asString();

        assertThat(oauth.logOut(idToken, "https://elsewhere.example.com/").statusCode())
                .isEqualTo(400);
        assertThat(OAuthClient.location(oauth.logOut(idToken, BYE))).isEqualTo(BYE);
        assertThat(OAuthClient.location(oauth.get(oauth.authorize(app.id(), true))))
                .endsWith("/login");
    }

    @Test
    void logsAUserInThroughAPublicClient() {
        Client app = identity.app();
        User user = identity.user();

        String code = oauth.login(app.id(), user.username(), Identity.PASSWORD);
        TokenAnswer answer = oauth.redeem(app.id(), null, code);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.refreshToken()).isEmpty();
    }

    @Test
    void refusesACodeWithoutItsProofAndASecondUse() {
        Client console = identity.console();
        User user = identity.user();
        String code = oauth.login(console.id(), user.username(), Identity.PASSWORD);

        TokenAnswer stolen = oauth.redeem(
                console.id(), console.secret(), code, "another-verifier-of-the-same-length-as-it-must-be-0");

        assertThat(stolen.error()).isEqualTo("invalid_grant");
        assertThat(OAuthClient.parameter(
                        OAuthClient.location(oauth.get(oauth.authorize(console.id(), false))), "error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void refreshesWithWhatTheMembershipsSayByThen() throws ParseException {
        Client console = identity.console();
        User user = identity.user();
        String store = Identity.someParty("store");
        String code = oauth.login(console.id(), user.username(), Identity.PASSWORD);
        TokenAnswer first = oauth.redeem(console.id(), console.secret(), code);
        identity.give("user", user.id(), "store", store);

        TokenAnswer second = oauth.refresh(console.id(), console.secret(), first.refreshToken());
        TokenAnswer reused = oauth.refresh(console.id(), console.secret(), first.refreshToken());

        assertThat(first.claim("parties")).isEmpty();
        assertThat(second.claim("parties")).isEqualTo(List.of(store));
        assertThat(reused.error()).isEqualTo("invalid_grant");
    }

    @Test
    void endsRefreshTokensOfADisabledUser() {
        Client console = identity.console();
        User user = identity.user();
        String code = oauth.login(console.id(), user.username(), Identity.PASSWORD);
        TokenAnswer first = oauth.redeem(console.id(), console.secret(), code);
        identity.operator().withHeader("If-Match", "\"1\"").put("/v1/users/" + user.id(), Map.of("disabled", true));

        assertThat(oauth.refresh(console.id(), console.secret(), first.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(new OAuthClient(api.base()).login(console.id(), user.username(), Identity.PASSWORD))
                .isEmpty();
    }

    @Test
    void tellsWhoeverAsksWhatATokenSays() {
        Organisation platform = identity.organisation("platform");
        Client client = identity.platformClient(platform);
        String token = oauth.clientCredentials(client.id(), client.secret()).token();

        var told = oauth.introspect("operator", "operator-secret", token);
        var changed =
                oauth.introspect("operator", "operator-secret", token.substring(0, token.length() - 8) + "AAAAAAAA");

        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("client_id").asString()).isEqualTo(client.id());
        assertThat(told.at("/parties/0").asString()).isEqualTo(platform.party());
        assertThat(changed.path("active").asBoolean()).isFalse();

        identity.operator()
                .withHeader("If-Match", "\"1\"")
                .put("/v1/clients/" + client.id(), Map.of("name", "Orders", "disabled", true));
        assertThat(oauth.introspect("operator", "operator-secret", token)
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void knowsNobodyByATokenOfAClientThatIsDisabled() {
        Client console = identity.console();
        User user = identity.user();
        String code = oauth.login(console.id(), user.username(), Identity.PASSWORD);
        TokenAnswer answer = oauth.redeem(console.id(), console.secret(), code);
        identity.operator()
                .withHeader("If-Match", "\"1\"")
                .put(
                        "/v1/clients/" + console.id(),
                        Map.of("name", "Console", "disabled", true, "redirectUris", List.of(OAuthClient.REDIRECT)));

        assertThat(oauth.userInfoStatus(answer.token())).isEqualTo(401);
        assertThat(oauth.refresh(console.id(), console.secret(), answer.refreshToken())
                        .error())
                .isEqualTo("invalid_client");
    }

    @Test
    void endsRefreshTokensWithThePassword() {
        Client console = identity.console();
        User user = identity.user();
        String code = oauth.login(console.id(), user.username(), Identity.PASSWORD);
        TokenAnswer first = oauth.redeem(console.id(), console.secret(), code);
        identity.operator().put("/v1/users/" + user.id() + "/password", Map.of("password", "another long password"));

        assertThat(oauth.refresh(console.id(), console.secret(), first.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        assertThat(new OAuthClient(api.base()).login(console.id(), user.username(), "another long password"))
                .isNotEmpty();
    }

    @Test
    void saysTheSameAboutAWrongPasswordAndAnUnknownName() {
        User user = identity.user();

        String wrong = oauth.refusal(user.username(), "wrong");
        String unknown = new OAuthClient(api.base()).refusal("nobody-" + UUID.randomUUID(), "wrong");

        assertThat(wrong).contains("Invalid credentials");
        assertThat(withoutTokens(wrong)).isEqualTo(withoutTokens(unknown));
    }

    @Test
    void looksAtNoPasswordAfterFiveWrongOnes() {
        Client console = identity.console();
        User user = identity.user();
        for (int attempt = 0; attempt < 5; attempt++) {
            oauth.submitLogin(user.username(), "wrong");
        }

        assertThat(new OAuthClient(api.base()).login(console.id(), user.username(), Identity.PASSWORD))
                .isEmpty();
    }

    @Test
    void publishesOnlyThePublicHalfOfItsKeys() {
        var keys = oauth.json("/oauth2/jwks").path("keys");

        assertThat(keys.size()).isPositive();
        keys.forEach(key -> {
            assertThat(key.path("alg").asString()).isEqualTo("RS256");
            assertThat(key.has("d")).isFalse();
        });
    }

    @Test
    void describesItselfUnderThePublicName() {
        var description = oauth.json("/.well-known/openid-configuration");

        assertThat(description.path("issuer").asString()).isEqualTo(Tokens.get().issuer());
        assertThat(description.path("token_endpoint").asString())
                .isEqualTo(Tokens.get().issuer() + "/oauth2/token");
    }

    @Test
    void keepsNoSecretAndNoPassword() {
        Client client = identity.platformClient(identity.organisation("platform"));
        identity.user();

        List<@Nullable String> rows = jdbc.sql("""
                SELECT to_jsonb(t)::text FROM (SELECT * FROM client) t
                UNION ALL SELECT to_jsonb(t)::text FROM (SELECT * FROM user_account) t
                UNION ALL SELECT to_jsonb(t)::text FROM (SELECT * FROM idempotency_key) t
                """).query(String.class).list();

        assertThat(rows).noneMatch(row -> String.valueOf(row).contains(client.secret()));
        assertThat(rows)
                .noneMatch(row -> String.valueOf(row).contains(Identity.PASSWORD)
                        || String.valueOf(row).contains("operator-secret"));
    }

    private static Instant issuedAt(TokenAnswer answer) throws ParseException {
        return ((Date) Objects.requireNonNull(answer.claims().get("iat"))).toInstant();
    }

    private static String withoutTokens(String page) {
        return page.replaceAll("value=\"[^\"]*\"", "");
    }
}
