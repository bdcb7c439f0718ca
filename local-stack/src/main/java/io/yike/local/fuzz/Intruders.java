package io.yike.local.fuzz;

import io.yike.local.ClientCredentials;
import io.yike.local.StackAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of each role, for parties of the city that is there, and their tokens.
public final class Intruders {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI gateway;
    private final StackAddresses stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Intruders(StackAddresses stack) {
        this.stack = stack;
        this.gateway = stack.gateway();
    }

    /// Tokens by role.
    public static Map<String, String> admit(StackAddresses stack) throws IOException {
        return new Intruders(stack).admit();
    }

    private Map<String, String> admit() throws IOException {
        var operator = token(stack.operator());
        var parties = new LinkedHashMap<String, List<String>>();
        parties.put("store", ids(operator, "/v1/stores?limit=3", "id", "store"));
        parties.put("courier", ids(operator, "/v1/couriers?limit=3", "courierId", "courier"));
        for (var role : List.of("chain", "fleet", "resident", "agent", "crew", "plant", "device")) {
            parties.put(role, List.of(role + ":" + UUID.randomUUID()));
        }
        parties.put("keeper", List.of("facility:" + UUID.randomUUID()));
        var organisations = get(operator, "/v1/organisations?limit=200").path("items");
        organisations.forEach(organisation -> parties.put(
                organisation.path("kind").asString(),
                List.of(organisation.path("party").asString())));
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("operator", operator);
        // It has orders: those of the demo.
        tokens.put("platform", token(stack.platform()));
        parties.remove("platform");
        for (var entry : parties.entrySet()) {
            tokens.put(entry.getKey(), token(client(operator, entry.getKey(), entry.getValue())));
        }
        return tokens;
    }

    private List<String> ids(String token, String path, String field, String kind) throws IOException {
        var ids = new ArrayList<String>();
        get(token, path)
                .path("items")
                .forEach(item -> ids.add(kind + ":" + item.path(field).asString()));
        return ids.isEmpty() ? List.of(kind + ":" + UUID.randomUUID()) : ids;
    }

    private ClientCredentials client(String operator, String role, List<String> parties) throws IOException {
        var made = answer(HttpRequest.newBuilder(gateway.resolve("/v1/clients"))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(
                        Map.of("name", "Intruder, " + role, "roles", List.of(role), "parties", parties)))));
        return new ClientCredentials(
                made.path("clientId").asString(), made.path("clientSecret").asString());
    }

    private String token(ClientCredentials client) throws IOException {
        var both = encoded(client.clientId()) + ":" + encoded(client.clientSecret());
        return answer(HttpRequest.newBuilder(stack.tokenUri())
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")))
                .path("access_token")
                .asString();
    }

    private JsonNode get(String token, String path) throws IOException {
        return answer(HttpRequest.newBuilder(gateway.resolve(path)).header("Authorization", "Bearer " + token));
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(
                        "%s was answered %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
