package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.identity.Identity.Client;
import io.yike.identity.Identity.Organisation;
import io.yike.identity.Identity.User;
import io.yike.kit.security.Caller;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class OwnershipTest {

    @Autowired
    private ApiClient api;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    private Identity identity;
    private Organisation mine;
    private Organisation others;

    @BeforeEach
    void prepare() {
        identity = new Identity(api);
        mine = identity.organisation("platform");
        others = identity.organisation("platform");
    }

    @Test
    void letsAnOwnerCreateAClientForItsOwnParty() {
        Answer created = identity.owner(mine).post("/v1/clients", platformClient(mine.party()));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/organisationId")).isEqualTo(mine.id());
        assertThat(created.header("Cache-Control")).contains("no-store");
        assertThat(created.text("/clientSecret")).hasSizeGreaterThanOrEqualTo(43);
    }

    @Test
    void keepsAnOwnerFromGivingAnothersPartyOrAHigherRole() {
        ApiClient owner = identity.owner(mine);

        assertThat(owner.post("/v1/clients", platformClient(others.party())).status())
                .isEqualTo(403);
        for (String role : List.of("operator", "service", "courier")) {
            assertThat(owner.post(
                                    "/v1/clients",
                                    Map.of("name", "X", "roles", List.of(role), "parties", List.of(mine.party())))
                            .status())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(owner.post("/v1/clients", Map.of("name", "X", "roles", List.of("platform")))
                        .status())
                .as("a role for nobody in particular")
                .isEqualTo(403);
    }

    @Test
    void letsAChainGiveOnlyTheStoresThatAnOperatorPutUnderIt() {
        Organisation chain = identity.organisation("chain");
        String store = Identity.someParty("store");
        Map<String, Object> till = Map.of("name", "Till", "roles", List.of("store"), "parties", List.of(store));

        int before = identity.owner(chain).post("/v1/clients", till).status();
        Answer edited = identity.operator()
                .withHeader("If-Match", "\"1\"")
                .put("/v1/organisations/" + chain.id(), Map.of("name", "Chain", "parties", List.of(store)));
        int after = identity.owner(chain).post("/v1/clients", till).status();

        assertThat(before).isEqualTo(403);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2\"");
        assertThat(after).isEqualTo(201);
    }

    @Test
    void answersAnothersThingsAsIfTheyDidNotExist() {
        Client client = identity.platformClient(others);
        User user = identity.user();
        String membership = identity.give("client", client.id(), "platform", mine.party());
        ApiClient owner = identity.owner(mine).withHeader("If-Match", "\"1\"");

        assertThat(owner.get("/v1/organisations/" + others.id()).status()).isEqualTo(404);
        assertThat(owner.get("/v1/clients/" + client.id()).status()).isEqualTo(404);
        assertThat(owner.put("/v1/clients/" + client.id(), Map.of("name", "Mine", "disabled", true))
                        .status())
                .isEqualTo(404);
        assertThat(owner.post("/v1/clients/" + client.id() + "/secret").status())
                .isEqualTo(404);
        assertThat(owner.get("/v1/users/" + user.id()).status()).isEqualTo(404);
        assertThat(owner.put("/v1/users/" + user.id(), Map.of("disabled", true)).status())
                .isEqualTo(404);
        assertThat(owner.put("/v1/users/" + user.id() + "/password", Map.of("password", "a long new password"))
                        .status())
                .isEqualTo(404);
        assertThat(owner.delete("/v1/memberships/" + membership).status()).isEqualTo(404);
        assertThat(owner.post(
                                "/v1/memberships",
                                Map.of(
                                        "subjectKind",
                                        "user",
                                        "subjectId",
                                        user.id(),
                                        "role",
                                        "agent",
                                        "party",
                                        mine.party()))
                        .code())
                .isEqualTo("subject_unknown");
    }

    @Test
    void keepsAnOwnerFromActingAsSomebodyWhoHoldsMore() {
        User colleague = ownUser();
        identity.give("user", colleague.id(), "operator", mine.party());
        ApiClient owner = identity.owner(mine).withHeader("If-Match", "\"1\"");

        assertThat(owner.put("/v1/users/" + colleague.id() + "/password", Map.of("password", "a long new password"))
                        .status())
                .isEqualTo(403);
        assertThat(owner.put("/v1/users/" + colleague.id(), Map.of("disabled", true))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void keepsAnOwnerFromTakingWhatAnOperatorGave() {
        User colleague = ownUser();
        String membership = identity.give("user", colleague.id(), "keeper", Identity.someParty("facility"));

        assertThat(identity.owner(mine).delete("/v1/memberships/" + membership).status())
                .isEqualTo(403);
    }

    @Test
    void listsToAnOwnerOnlyWhatIsItsOwn() {
        Client own = identity.platformClient(mine);
        identity.platformClient(others);
        ApiClient owner = identity.owner(mine);

        assertThat(values(owner.get("/v1/organisations"), "id")).containsExactly(mine.id());
        assertThat(values(owner.get("/v1/clients"), "clientId")).containsExactly(own.id());
        assertThat(values(owner.get("/v1/memberships"), "subjectId")).containsExactly(own.id());
        assertThat(values(owner.get("/v1/users"), "id")).isEmpty();
        assertThat(values(owner.get("/v1/clients?organisationId=" + others.id()), "clientId"))
                .isEmpty();
    }

    @Test
    void pagesNewestFirstWithoutGapsOrRepetition() {
        List<String> created = List.of(
                identity.platformClient(mine).id(),
                identity.platformClient(mine).id(),
                identity.platformClient(mine).id());
        ApiClient owner = identity.owner(mine);

        Answer first = owner.get("/v1/clients?limit=2");
        Answer second = owner.get("/v1/clients?limit=2&cursor=" + first.text("/nextCursor"));

        assertThat(values(first, "clientId")).containsExactly(created.get(2), created.get(1));
        assertThat(values(second, "clientId")).containsExactly(created.get(0));
        assertThat(second.json().has("nextCursor")).isFalse();
        assertThat(owner.get("/v1/clients?cursor=nonsense").code()).isEqualTo("invalid_cursor");
    }

    @Test
    void letsAUserReadItselfAndChangeItsOwnPassword() {
        User user = identity.user();
        ApiClient self = api.as(new Caller(user.id(), "console", Set.of(), Set.of()));
        String path = "/v1/users/" + user.id();

        assertThat(self.get(path).text("/username")).isEqualTo(user.username());
        assertThat(self.put(path + "/password", Map.of("password", "a long new password"))
                        .code())
                .isEqualTo("current_password_wrong");
        assertThat(self.put(
                                path + "/password",
                                Map.of("password", "a long new password", "currentPassword", Identity.PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(identity.operator().get(path).status()).isEqualTo(200);
        assertThat(self.get("/v1/users/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void repeatsTheAnswerWithTheSecretForTheSameKey() {
        ApiClient once = identity.operator().withHeader("Idempotency-Key", "key-" + UUID.randomUUID());

        Answer first = once.post("/v1/clients", platformClient(mine.party()));
        Answer again = once.post("/v1/clients", platformClient(mine.party()));
        Answer other = once.post("/v1/clients", platformClient(others.party()));

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void repeatsARotationForTheSameKeyOnly() {
        Client client = identity.platformClient(mine);
        String path = "/v1/clients/" + client.id() + "/secret";
        ApiClient once = identity.operator().withHeader("Idempotency-Key", "key-" + UUID.randomUUID());

        String first = once.post(path).text("/clientSecret");
        String again = once.post(path).text("/clientSecret");
        String next = identity.operator().post(path).text("/clientSecret");
        Answer reused = once.post("/v1/clients/" + identity.platformClient(mine).id() + "/secret");

        assertThat(again).isEqualTo(first).isNotEqualTo(client.secret());
        assertThat(next).isNotEqualTo(first);
        assertThat(reused.code()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void answersThatTheFirstCallWithAKeyHasNotEnded() {
        assertInProgress("createOrganisation", "/v1/organisations", Map.of("kind", "fleet", "name", "Fleet"));
        assertInProgress("createClient", "/v1/clients", Map.of("name", "Till"));
    }

    @Test
    void refusesTheSameKeyWithAnotherOrganisation() {
        ApiClient once = identity.operator().withHeader("Idempotency-Key", "key-" + UUID.randomUUID());

        once.post("/v1/organisations", Map.of("kind", "fleet", "name", "One"));

        assertThat(once.post("/v1/organisations", Map.of("kind", "fleet", "name", "Other"))
                        .code())
                .isEqualTo("idempotency_key_reused");
    }

    @Test
    void refusesAnEditOfAnOldVersion() {
        Client client = identity.platformClient(mine);
        User user = identity.user();
        ApiClient stale = identity.operator().withHeader("If-Match", "\"9\"");

        assertThat(stale.put("/v1/organisations/" + mine.id(), Map.of("name", "X", "parties", List.of()))
                        .code())
                .isEqualTo("precondition_failed");
        assertThat(stale.put("/v1/clients/" + client.id(), Map.of("name", "X", "disabled", false))
                        .status())
                .isEqualTo(412);
        assertThat(stale.put("/v1/users/" + user.id(), Map.of("disabled", false))
                        .status())
                .isEqualTo(412);
        assertThat(stale.put("/v1/organisations/" + UUID.randomUUID(), Map.of("name", "X", "parties", List.of()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void editsWhatIsTheCallers() {
        Client client = identity.platformClient(mine);
        ApiClient owner = identity.owner(mine);

        assertThat(owner.get("/v1/organisations/" + mine.id()).header("ETag")).isEqualTo("\"1\"");
        Answer edited = owner.withHeader("If-Match", "\"1\"")
                .put("/v1/clients/" + client.id(), Map.of("name", "Renamed", "disabled", false));
        assertThat(edited.text("/name")).isEqualTo("Renamed");
        assertThat(owner.get("/v1/clients/" + client.id()).header("ETag")).isEqualTo("\"2\"");
        User colleague = ownUser();
        assertThat(owner.withHeader("If-Match", "\"1\"")
                        .put("/v1/users/" + colleague.id(), Map.of("displayName", "王", "disabled", false))
                        .text("/displayName"))
                .isEqualTo("王");
    }

    @Test
    void leavesConfiguredClientsToTheConfiguration() {
        ApiClient operator = identity.operator().withHeader("If-Match", "\"1\"");
        Answer memberships = operator.get("/v1/memberships?subjectId=operator");

        assertThat(operator.put("/v1/clients/operator", Map.of("name", "X", "disabled", true))
                        .code())
                .isEqualTo("client_is_configured");
        assertThat(operator.post("/v1/clients/operator/secret").code()).isEqualTo("client_is_configured");
        assertThat(operator.post(
                                "/v1/memberships",
                                Map.of("subjectKind", "client", "subjectId", "order-service", "role", "operator"))
                        .code())
                .isEqualTo("client_is_configured");
        assertThat(operator.delete("/v1/memberships/" + memberships.text("/items/0/id"))
                        .code())
                .isEqualTo("client_is_configured");
    }

    @Test
    void refusesClientsThatMakeNoSense() {
        ApiClient operator = identity.operator();
        List<String> back = List.of(OAuthClient.REDIRECT);

        assertThat(operator.post("/v1/clients", platformClient("platform:" + UUID.randomUUID()))
                        .code())
                .isEqualTo("organisation_unknown");
        assertThat(operator.post("/v1/clients", Map.of("name", "X", "roles", List.of("operator"), "redirectUris", back))
                        .code())
                .isEqualTo("roles_with_redirect");
        assertThat(operator.post("/v1/clients", Map.of("name", "X", "public", true))
                        .code())
                .isEqualTo("public_without_redirect");
        for (String uri :
                List.of("http://example.com/cb", "https://example.com/cb#x", "javascript:alert(1)", "/cb-only")) {
            assertThat(operator.post("/v1/clients", Map.of("name", "X", "redirectUris", List.of(uri)))
                            .code())
                    .as(uri)
                    .isEqualTo("redirect_uri_refused");
        }
        assertThat(operator.post(
                                "/v1/clients",
                                Map.of("name", "X", "redirectUris", back, "postLogoutRedirectUris", List.of("/bye")))
                        .text("/fields/0/field"))
                .isEqualTo("postLogoutRedirectUris[0]");
        assertThat(operator.post("/v1/clients", Map.of("name", "X", "postLogoutRedirectUris", back))
                        .code())
                .isEqualTo("logout_without_login");
        Client console = identity.console();
        ApiClient editor = operator.withHeader("If-Match", "\"1\"");
        assertThat(editor.put("/v1/clients/" + console.id(), Map.of("name", "X", "disabled", false))
                        .code())
                .isEqualTo("redirect_uris_fixed");
        assertThat(editor.put(
                                "/v1/clients/" + console.id(),
                                Map.of(
                                        "name",
                                        "X",
                                        "disabled",
                                        false,
                                        "redirectUris",
                                        back,
                                        "postLogoutRedirectUris",
                                        List.of("javascript:alert(1)")))
                        .code())
                .isEqualTo("redirect_uri_refused");
        assertThat(operator.post("/v1/clients/" + identity.app().id() + "/secret")
                        .code())
                .isEqualTo("client_is_public");
    }

    @Test
    void takesNoNullForAListNorInOne() {
        for (String list : List.of("roles", "parties", "redirectUris", "postLogoutRedirectUris")) {
            for (String value : List.of("null", "[null]")) {
                assertThat(identity.operator()
                                .post("/v1/clients", "{\"name\":\"X\",\"" + list + "\":" + value + "}")
                                .status())
                        .as(list + " " + value)
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void refusesATakenNameInWhateverCase() {
        User user = identity.user();

        Answer taken = identity.operator()
                .post(
                        "/v1/users",
                        Map.of(
                                "username",
                                user.username().toUpperCase(java.util.Locale.ROOT),
                                "password",
                                "long enough password"));

        assertThat(taken.code()).isEqualTo("username_taken");
    }

    @Test
    void refusesAUserOfAnOrganisationThatDoesNotExist() {
        Map<String, Object> wanted = Map.of(
                "username",
                "u-" + UUID.randomUUID(),
                "password",
                "long enough password",
                "organisationId",
                UUID.randomUUID().toString());

        assertThat(identity.operator().post("/v1/users", wanted).code()).isEqualTo("organisation_unknown");
        assertThat(identity.owner(mine).post("/v1/users", wanted).status()).isEqualTo(403);
    }

    @Test
    void givesARoleOnce() {
        User user = identity.user();
        Map<String, Object> wanted =
                Map.of("subjectKind", "user", "subjectId", user.id(), "role", "resident", "party", mine.party());

        assertThat(identity.operator().post("/v1/memberships", wanted).status()).isEqualTo(201);
        assertThat(identity.operator().post("/v1/memberships", wanted).code()).isEqualTo("membership_exists");
    }

    @Test
    void givesNobodyAnythingWithoutAuthority() {
        ApiClient nobody = api.as(Tokens.nobody());

        assertThat(nobody.post("/v1/organisations", Map.of("kind", "fleet", "name", "X"))
                        .status())
                .isEqualTo(403);
        assertThat(identity.owner(mine)
                        .post("/v1/organisations", Map.of("kind", "fleet", "name", "X"))
                        .status())
                .isEqualTo(403);
        assertThat(nobody.get("/v1/clients").status()).isEqualTo(403);
    }

    private void assertInProgress(String operation, String path, Map<String, Object> body) {
        String key = "key-" + UUID.randomUUID();
        ApiClient operator = identity.operator().withHeader("Idempotency-Key", key);
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:scope, 0))")
                    .param("scope", "idempotency\n" + Tokens.operator().clientId() + "\n" + operation + "\n" + key)
                    .query((_, _) -> true)
                    .single();
            assertThat(operator.post(path, body).code()).isEqualTo("idempotency_key_in_progress");
        });
    }

    private User ownUser() {
        String username = "user-" + UUID.randomUUID();
        Answer created =
                identity.owner(mine).post("/v1/users", Map.of("username", username, "password", Identity.PASSWORD));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/organisationId")).isEqualTo(mine.id());
        return new User(created.text("/id"), username);
    }

    private static Map<String, Object> platformClient(String party) {
        return Map.of("name", "Orders", "roles", List.of("platform"), "parties", List.of(party));
    }

    private static List<String> values(Answer page, String field) {
        return StreamSupport.stream(page.json().path("items").spliterator(), false)
                .map(item -> item.path(field).asString())
                .toList();
    }
}
