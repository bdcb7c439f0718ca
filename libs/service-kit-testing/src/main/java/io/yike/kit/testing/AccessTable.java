package io.yike.kit.testing;

import io.yike.kit.security.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Who may do what, as `contracts/access.yaml` says it.
public final class AccessTable {

    private final Map<String, Row> rows = new TreeMap<>();

    private AccessTable(JsonNode service) {
        service.properties().forEach(row -> rows.put(row.getKey(), Row.of(row.getValue())));
    }

    /// The rows of the service with this name, e.g. `order-service`.
    public static AccessTable of(String service) {
        return new AccessTable(Contract.resource("access.yaml").path(service));
    }

    /// The row of an operation.
    ///
    /// @throws AssertionError if there is none
    public Row get(String operationId) {
        return Optional.ofNullable(rows.get(operationId))
                .orElseThrow(() -> new AssertionError(
                        operationId + " has no row in contracts/access.yaml: nobody has said who may do it"));
    }

    /// One operation's row.
    ///
    /// @param own who may do it to their own things
    /// @param any who may do it to everybody's
    /// @param everybody whether any valid token is enough
    /// @param open whether no token is needed
    public record Row(Set<Actor> own, Set<Actor> any, boolean everybody, boolean open) {

        private static Row of(JsonNode row) {
            return new Row(actors(row.path("own")), actors(row.path("any")), row.has("everybody"), row.has("public"));
        }

        private static Set<Actor> actors(JsonNode permissions) {
            Set<Actor> actors = new TreeSet<>();
            permissions.propertyNames().forEach(name -> actors.add(Actor.of(name)));
            return actors;
        }

        /// Everybody whom the row names: each must be seen to succeed.
        Set<Actor> actors() {
            Set<Actor> actors = new TreeSet<>(own);
            actors.addAll(any);
            if (everybody) {
                actors.add(Actor.EVERYBODY);
            }
            if (open) {
                actors.add(Actor.PUBLIC);
            }
            return actors;
        }

        boolean names(Role role) {
            return actors().contains(Actor.of(role));
        }
    }

    /// Whom a permission names.
    enum Actor {
        PLATFORM,
        CHAIN,
        STORE,
        FLEET,
        COURIER,
        RESIDENT,
        KEEPER,
        CREW,
        PLANT,
        AGENT,
        DEVICE,
        OPERATOR,
        SERVICE,
        /// The user of the token, whatever their roles.
        SELF,
        /// Whoever has a valid token.
        EVERYBODY,
        /// Whoever has none.
        PUBLIC;

        static Actor of(String name) {
            return valueOf(name.toUpperCase(java.util.Locale.ROOT));
        }

        static Actor of(Role role) {
            return valueOf(role.name());
        }
    }
}
