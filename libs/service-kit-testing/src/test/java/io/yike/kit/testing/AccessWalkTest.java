package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// The walk is walked: each hole that a service may have must be found. A server of the test's own plays an
/// identity-service with one hole at a time.
class AccessWalkTest {

    private static final String MINE = UUID.randomUUID().toString();
    private static final String OTHERS = UUID.randomUUID().toString();

    private final Caller owner = Tokens.caller(Role.PLATFORM, "platform:" + MINE);
    private HttpServer server;
    private Hole hole = Hole.NONE;

    private enum Hole {
        NONE,
        TAKES_ANY_AUDIENCE,
        TAKES_EXPIRED_TOKENS,
        ASKS_FOR_NO_TOKEN,
        ASKS_FOR_NO_ROLE,
        TAKES_A_PARTY_FOR_A_ROLE,
        SHOWS_ANOTHERS,
        TELLS_ANOTHERS_FROM_NOTHING,
        REFUSES_THE_OWNER,
        LISTS_EVERYBODYS,
        LETS_A_FILTER_WIDEN
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void passesWhatHasNoHole() {
        assertThat(faultsOf("getOrganisation")).isEmpty();
        assertThat(faultsOf("listClients")).isEmpty();
    }

    @Test
    void findsWhatIsWrongWithTokens() {
        assertThat(faultsWith(Hole.ASKS_FOR_NO_TOKEN, "getOrganisation")).contains("anonymous");
        assertThat(faultsWith(Hole.TAKES_ANY_AUDIENCE, "getOrganisation"))
                .contains("wrong audience")
                .doesNotContain("expired", "forged");
        assertThat(faultsWith(Hole.TAKES_EXPIRED_TOKENS, "getOrganisation"))
                .contains("expired")
                .doesNotContain("forged");
    }

    @Test
    void findsAMissingQuestionForTheRole() {
        assertThat(faultsWith(Hole.ASKS_FOR_NO_ROLE, "getOrganisation"))
                .contains("courier with the owner's parties: 200", "no role, with the owner's parties: 200");
        assertThat(faultsWith(Hole.TAKES_A_PARTY_FOR_A_ROLE, "getOrganisation"))
                .contains("fleet with the owner's parties: 200");
    }

    @Test
    void findsAnothersThing() {
        assertThat(faultsWith(Hole.SHOWS_ANOTHERS, "getOrganisation")).contains("another PLATFORM: 200");
        assertThat(faultsWith(Hole.TELLS_ANOTHERS_FROM_NOTHING, "getOrganisation"))
                .contains("another's thing is answered 403 forbidden, one that does not exist 404 not_found");
    }

    @Test
    void findsThatTheOwnerIsRefused() {
        assertThat(faultsWith(Hole.REFUSES_THE_OWNER, "getOrganisation")).contains("the owner's own call: 404");
    }

    @Test
    void findsAListThatShowsTooMuch() {
        assertThat(faultsWith(Hole.LISTS_EVERYBODYS, "listClients")).contains("another PLATFORM: 200");
        assertThat(faultsWith(Hole.LETS_A_FILTER_WIDEN, "listClients")).contains("another's organisationId");
    }

    @Test
    void wantsACallOfEverybodyInTheRow() {
        List<DynamicNode> tests = new AccessWalk(api())
                .on("getOrganisation")
                .as(Role.PLATFORM, () -> OwnersCall.by(owner).get("/v1/organisations/" + MINE))
                .tests();

        assertThatThrownBy(() -> test(tests, "getOrganisation", "everybody in its row calls")
                        .getExecutable()
                        .execute())
                .hasMessageContaining("OPERATOR");
        assertThatThrownBy(() -> test(tests, "createUser", "every id in it is tried with another's")
                        .getExecutable()
                        .execute())
                .hasMessageContaining("organisationId");
    }

    private String faultsWith(Hole planted, String operationId) {
        hole = planted;
        return faultsOf(operationId);
    }

    /// What the walk has to say of the owner's call.
    private String faultsOf(String operationId) {
        List<DynamicNode> tests = new AccessWalk(api())
                .on("getOrganisation")
                .as(Role.PLATFORM, () -> OwnersCall.by(owner).get("/v1/organisations/" + MINE))
                .on("listClients")
                .as(
                        Role.PLATFORM,
                        () -> OwnersCall.by(owner)
                                .get("/v1/clients?organisationId=" + MINE)
                                .shows("client-of-mine")
                                .naming("organisationId", OTHERS, "client-of-others"))
                .tests();
        try {
            test(tests, operationId, "PLATFORM").getExecutable().execute();
            return "";
        } catch (Throwable found) {
            return String.valueOf(found.getMessage());
        }
    }

    private static DynamicTest test(List<DynamicNode> tests, String operationId, String name) {
        return tests.stream()
                .filter(node -> node.getDisplayName().equals(operationId))
                .flatMap(node -> ((DynamicContainer) node).getChildren())
                .filter(node -> node.getDisplayName().equals(name))
                .map(DynamicTest.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ApiClient api() {
        return ApiClient.of(
                "identity-service",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        Optional<Jwt> token = token(exchange);
        if (token.isEmpty() && hole != Hole.ASKS_FOR_NO_TOKEN) {
            problem(exchange, 401, "unauthenticated");
            return;
        }
        List<String> roles = token.map(jwt -> jwt.getClaimAsStringList("roles")).orElse(List.of("platform"));
        List<String> parties =
                token.map(jwt -> jwt.getClaimAsStringList("parties")).orElse(List.of("platform:" + MINE));
        boolean hasRole = Stream.of("platform", "chain", "fleet", "operator").anyMatch(roles::contains);
        if (!hasRole && hole != Hole.ASKS_FOR_NO_ROLE) {
            problem(exchange, 403, "forbidden");
            return;
        }
        boolean isOwner = parties.contains("platform:" + MINE)
                && (roles.contains("platform")
                        || hole == Hole.TAKES_A_PARTY_FOR_A_ROLE
                        || hole == Hole.ASKS_FOR_NO_ROLE);
        if (path.endsWith("/clients")) {
            boolean widened = hole == Hole.LETS_A_FILTER_WIDEN && query.contains(OTHERS);
            boolean shown = isOwner || hole == Hole.LISTS_EVERYBODYS;
            json(exchange, 200, clients(widened ? "client-of-others" : shown ? "client-of-mine" : null));
            return;
        }
        boolean exists = path.endsWith(MINE) && hole != Hole.REFUSES_THE_OWNER;
        if (exists && (isOwner || hole == Hole.SHOWS_ANOTHERS)) {
            json(exchange, 200, organisation());
        } else if (exists && hole == Hole.TELLS_ANOTHERS_FROM_NOTHING) {
            problem(exchange, 403, "forbidden");
        } else {
            problem(exchange, 404, "not_found");
        }
    }

    private Optional<Jwt> token(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(Tokens.get().issuer() + "/oauth2/jwks")
                .build();
        JwtClaimValidator<List<String>> audience =
                new JwtClaimValidator<>("aud", aud -> hole == Hole.TAKES_ANY_AUDIENCE || aud.contains("yike"));
        List<OAuth2TokenValidator<Jwt>> validators = new ArrayList<>(
                List.of(audience, new JwtIssuerValidator(Tokens.get().issuer())));
        if (hole != Hole.TAKES_EXPIRED_TOKENS) {
            validators.add(new JwtTimestampValidator());
        }
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(validators));
        try {
            return Optional.of(decoder.decode(header.substring("Bearer ".length())));
        } catch (JwtException invalid) {
            return Optional.empty();
        }
    }

    private static String organisation() {
        return """
                {"id": "%1$s", "kind": "platform", "name": "Nearby Market", "party": "platform:%1$s", "parties": [],
                 "createdAt": "2026-11-23T08:00:00Z"}""".formatted(MINE);
    }

    private static String clients(@Nullable String clientId) {
        return clientId == null ? "{\"items\": []}" : """
                {"items": [{"clientId": "%s", "name": "Orders", "public": false, "disabled": false, "roles": [],
                 "parties": [], "redirectUris": [], "createdAt": "2026-11-23T08:00:00Z"}]}""".formatted(clientId);
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, status, """
                {"type": "urn:yike:problem:%s", "title": "No", "status": %d, "code": "%s"}""".formatted(code, status, code));
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
