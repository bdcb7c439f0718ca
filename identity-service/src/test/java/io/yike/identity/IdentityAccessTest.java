package io.yike.identity;

import static io.yike.kit.testing.OwnersCall.by;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.identity.Identity.Organisation;
import io.yike.identity.Identity.User;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessWalk;
import io.yike.kit.testing.Answer;
import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.OwnersCall;
import io.yike.kit.testing.ServiceTest;
import io.yike.kit.testing.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Who may do what to organisations, clients, users and memberships, each tried as everybody else.
@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class IdentityAccessTest {

    private static final List<Role> OWNERS = List.of(Role.PLATFORM, Role.CHAIN, Role.FLEET);

    @Autowired
    private ApiClient api;

    @TestFactory
    List<DynamicNode> onlyWhoMayGetsIn() {
        Identity identity = new Identity(api);
        AccessWalk walk = new AccessWalk(api);
        organisations(walk, identity);
        clients(walk, identity);
        users(walk, identity);
        return memberships(walk, identity).tests();
    }

    private void organisations(AccessWalk walk, Identity identity) {
        walk.on("createOrganisation")
                .as(
                        Role.OPERATOR,
                        () -> by(Tokens.operator())
                                .post("/v1/organisations", Map.of("kind", "fleet", "name", "Riders")))
                .on("editOrganisation")
                .as(
                        Role.OPERATOR,
                        () -> by(Tokens.operator())
                                .withHeader("If-Match", "\"1\"")
                                .put(
                                        "/v1/organisations/"
                                                + identity.organisation("chain").id(),
                                        Map.of("name", "Chain", "parties", List.of())));
        ofOrganisation(
                walk,
                identity,
                "listOrganisations",
                (call, mine) -> call.get("/v1/organisations?limit=200").shows(mine.id()));
        ofOrganisation(walk, identity, "getOrganisation", (call, mine) -> call.get("/v1/organisations/" + mine.id()));
    }

    private void clients(AccessWalk walk, Identity identity) {
        ofOrganisation(walk, identity, "createClient", (call, mine) -> {
            Organisation others = identity.organisation("platform");
            Map<String, Object> wanted = new LinkedHashMap<>(client(mine));
            wanted.put("organisationId", mine.id());
            return call.post("/v1/clients", wanted)
                    .naming("organisationId", others.id())
                    .naming("parties", List.of(others.party()));
        });
        ofOrganisation(walk, identity, "listClients", (call, mine) -> {
            Organisation others = identity.organisation("platform");
            return call.get("/v1/clients?organisationId=" + mine.id())
                    .shows(clientOf(identity, mine))
                    .naming("organisationId", others.id(), clientOf(identity, others));
        });
        ofOrganisation(
                walk, identity, "getClient", (call, mine) -> call.get("/v1/clients/" + clientOf(identity, mine)));
        ofOrganisation(
                walk,
                identity,
                "editClient",
                (call, mine) -> call.withHeader("If-Match", "\"1\"")
                        .put("/v1/clients/" + clientOf(identity, mine), Map.of("name", "Renamed", "disabled", false)));
        ofOrganisation(
                walk,
                identity,
                "rotateClientSecret",
                (call, mine) -> call.post("/v1/clients/" + clientOf(identity, mine) + "/secret"));
    }

    private void users(AccessWalk walk, Identity identity) {
        ofOrganisation(
                walk,
                identity,
                "createUser",
                (call, mine) -> call.post("/v1/users", user(mine))
                        .naming(
                                "organisationId",
                                identity.organisation("platform").id()));
        ofOrganisation(walk, identity, "listUsers", (call, mine) -> {
            Organisation others = identity.organisation("platform");
            return call.get("/v1/users?organisationId=" + mine.id())
                    .shows(userOf(identity, mine))
                    .naming("organisationId", others.id(), userOf(identity, others));
        });
        ofOrganisation(walk, identity, "getUser", (call, mine) -> call.get("/v1/users/" + userOf(identity, mine)));
        walk.on("getUser").asSelf(() -> {
            User user = identity.user();
            return by(self(user)).get("/v1/users/" + user.id()).not(self(identity.user()));
        });
        ofOrganisation(
                walk,
                identity,
                "editUser",
                (call, mine) -> call.withHeader("If-Match", "\"1\"")
                        .put("/v1/users/" + userOf(identity, mine), Map.of("displayName", "王", "disabled", false)));
        ofOrganisation(
                walk,
                identity,
                "setPassword",
                (call, mine) -> call.put(
                        "/v1/users/" + userOf(identity, mine) + "/password",
                        Map.of("password", "a long new password")));
        walk.on("setPassword").asSelf(() -> {
            User user = identity.user();
            return by(self(user))
                    .put(
                            "/v1/users/" + user.id() + "/password",
                            Map.of("password", "a long new password", "currentPassword", Identity.PASSWORD))
                    .not(self(identity.user()));
        });
    }

    private AccessWalk.On memberships(AccessWalk walk, Identity identity) {
        ofOrganisation(walk, identity, "createMembership", (call, mine) -> {
            Organisation others = identity.organisation("platform");
            return call.post("/v1/memberships", membership(mine, userOf(identity, mine)))
                    .naming("subjectId", userOf(identity, others))
                    .naming("party", others.party());
        });
        ofOrganisation(walk, identity, "listMemberships", (call, mine) -> {
            Organisation others = identity.organisation("platform");
            String user = userOf(identity, mine);
            String othersUser = userOf(identity, others);
            String othersMembership = membershipOf(identity, others, othersUser);
            return call.get("/v1/memberships?limit=200&subjectId=" + user + "&party=" + mine.party())
                    .shows(membershipOf(identity, mine, user))
                    .naming("subjectId", othersUser, othersMembership)
                    .naming("party", others.party(), othersMembership);
        });
        ofOrganisation(
                walk,
                identity,
                "endMembership",
                (call, mine) -> call.delete("/v1/memberships/" + membershipOf(identity, mine, userOf(identity, mine))));
        return walk.on("endMembership");
    }

    /// What an organisation's owner may do to what is the organisation's, and operators to everybody's. Operators are
    /// tried with no other's ids: they may name them.
    private static void ofOrganisation(
            AccessWalk walk,
            Identity identity,
            String operationId,
            BiFunction<OwnersCall, Organisation, OwnersCall> call) {
        for (Role role : OWNERS) {
            walk.on(operationId).as(role, () -> {
                Organisation mine = identity.organisation(role.claim());
                return call.apply(by(mine.owner()), mine)
                        .not(identity.organisation(role.claim()).owner());
            });
        }
        walk.on(operationId)
                .as(Role.OPERATOR, () -> call.apply(by(Tokens.operator()), identity.organisation("platform")));
    }

    private static Caller self(User user) {
        return new Caller(user.id(), "console", Set.of(), Set.of());
    }

    private static Map<String, Object> client(Organisation organisation) {
        String role = organisation.party().substring(0, organisation.party().indexOf(':'));
        return Map.of("name", "Orders", "roles", List.of(role), "parties", List.of(organisation.party()));
    }

    private static String clientOf(Identity identity, Organisation organisation) {
        return identity.client(client(organisation)).id();
    }

    private static Map<String, Object> user(Organisation organisation) {
        return Map.of(
                "username",
                "user-" + UUID.randomUUID(),
                "password",
                Identity.PASSWORD,
                "organisationId",
                organisation.id());
    }

    private static String userOf(Identity identity, Organisation organisation) {
        return created(identity.operator().post("/v1/users", user(organisation)));
    }

    private static Map<String, Object> membership(Organisation organisation, String userId) {
        String role = organisation.party().substring(0, organisation.party().indexOf(':'));
        return Map.of("subjectKind", "user", "subjectId", userId, "role", role, "party", organisation.party());
    }

    private static String membershipOf(Identity identity, Organisation organisation, String userId) {
        return created(identity.operator().post("/v1/memberships", membership(organisation, userId)));
    }

    private static String created(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.text("/id");
    }
}
