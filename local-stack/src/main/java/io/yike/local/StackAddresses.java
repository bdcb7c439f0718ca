package io.yike.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where the parts of a running stack are, and with what one may reach them.
///
/// @param gateways the public base URLs, one per gateway instance
/// @param operator the client of the city operator, with role `operator`
/// @param platform the client of the demo platform, with role `platform`
/// @param databases by service name, e.g. `order-service`
/// @param services base URLs of the instances, by service name, e.g. `order-service`; the gateway included
/// @param demoFolder where the demo city may keep what it must remember between runs; only the owner can read it
public record StackAddresses(
        List<URI> gateways,
        ClientCredentials operator,
        ClientCredentials platform,
        Map<String, DatabaseAddress> databases,
        Map<String, List<URI>> services,
        URI paymentProvider,
        Path demoFolder) {

    public StackAddresses {
        gateways = List.copyOf(gateways);
        databases = Map.copyOf(databases);
        services = Map.copyOf(services);
    }

    public URI gateway() {
        return gateways.getFirst();
    }

    /// The same behind other doors.
    public StackAddresses through(List<URI> otherGateways) {
        return new StackAddresses(otherGateways, operator, platform, databases, services, paymentProvider, demoFolder);
    }

    public URI tokenUri() {
        return gateway().resolve("/oauth2/token");
    }

    public DatabaseAddress database(String service) {
        var database = databases.get(service);
        if (database == null) {
            throw new IllegalArgumentException(service + " has no database");
        }
        return database;
    }
}
