package io.yike.local.city;

import io.yike.contracts.identity.model.ClientPage;
import io.yike.contracts.identity.model.ClientSecret;
import io.yike.contracts.identity.model.ClientWithSecret;
import io.yike.contracts.identity.model.NewClient;
import io.yike.contracts.identity.model.Role;
import io.yike.local.ClientCredentials;
import io.yike.local.city.api.ApiClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The programs that speak for people and things of the city, each with credentials that the registry remembers.
final class Clients {

    private static final int PAGE = 200;

    private final ApiClient operator;
    private final Registry registry;
    private final UnaryOperator<String> key;
    private final Map<String, String> known = new HashMap<>();

    private Clients(ApiClient operator, Registry registry, UnaryOperator<String> key) {
        this.operator = operator;
        this.registry = registry;
        this.key = key;
    }

    /// Looks up which there are.
    ///
    /// @param key of an idempotent request, by what it makes
    static Clients in(ApiClient operator, Registry registry, UnaryOperator<String> key) {
        var clients = new Clients(operator, registry, key);
        String cursor = null;
        do {
            var page = operator.get(
                            "/v1/clients?limit=" + PAGE + (cursor == null ? "" : "&cursor=" + cursor), ClientPage.class)
                    .get();
            page.getItems().forEach(each -> clients.known.put(each.getName(), each.getClientId()));
            cursor = page.getNextCursor();
        } while (cursor != null);
        return clients;
    }

    /// Makes one unless it is remembered. Of one that is there and not remembered, the secret is rotated.
    ///
    /// @param of whom it speaks for
    void admit(String of, @Nullable UUID organisationId, List<Role> roles, List<String> parties) {
        if (registry.client(of) != null) {
            return;
        }
        String name = of + " system";
        var id = known.get(name);
        if (id == null) {
            var made = operator.post(
                            "/v1/clients",
                            key.apply("client-" + of),
                            new NewClient(name)
                                    .organisationId(organisationId)
                                    .roles(roles)
                                    .parties(parties),
                            ClientWithSecret.class)
                    .get();
            registry.remember(of, new ClientCredentials(made.getClientId(), secret(made.getClientSecret())));
        } else {
            var rotated = operator.post(
                            "/v1/clients/" + id + "/secret", "city-" + UUID.randomUUID(), Map.of(), ClientSecret.class)
                    .get();
            registry.remember(of, new ClientCredentials(id, rotated.getClientSecret()));
        }
        registry.save();
    }

    private static String secret(@Nullable String secret) {
        return Objects.requireNonNull(secret, "a client that keeps a secret was given none");
    }
}
