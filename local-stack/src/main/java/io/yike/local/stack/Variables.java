package io.yike.local.stack;

import io.yike.local.DatabaseAddress;
import io.yike.local.engine.AmqpAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The environment variables of each service.
///
/// @param wiring how an instance reaches the others
/// @param collector where spans go (OTLP over HTTP)
record Variables(
        Secrets secrets,
        Map<Service, DatabaseAddress> databases,
        Map<Service, List<URI>> services,
        AmqpAddress amqp,
        URI redis,
        PaymentProviderPart payments,
        DataFolder data,
        Wiring wiring,
        Optional<String> collector) {

    private static final String JDBC = "jdbc:postgresql://";

    /// @param instance the name of the instance that gets them
    Map<String, String> of(Service service, String instance, int port) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("YIKE_PORT", Integer.toString(port));
        variables.put("SERVER_ADDRESS", "127.0.0.1");
        // A name in every token, not an address that is called.
        variables.put("YIKE_ISSUER_URI", addresses(Service.GATEWAY).getFirst().toString());
        variables.put("YIKE_JWK_SET_URI", first(instance, Service.IDENTITY) + "/oauth2/jwks");
        variables.put("YIKE_TOKEN_URI", first(instance, Service.IDENTITY) + "/oauth2/token");
        variables.put("YIKE_CLIENT_SECRET", secrets.get("services"));
        variables.put("YIKE_REDIS_URL", wired(instance, "redis", redis).toString());
        variables.put(
                "YIKE_AMQP_ADDRESSES",
                Arrays.stream(amqp.addresses().split(",", -1))
                        .map(address -> wiring.between(instance, "broker", address.strip()))
                        .collect(Collectors.joining(",")));
        variables.put("YIKE_AMQP_USER", amqp.user());
        variables.put("YIKE_AMQP_PASSWORD", amqp.password());
        variables.put("YIKE_AMQP_QUORUM", Boolean.toString(amqp.quorumQueues()));
        for (var other : Service.withUris()) {
            variables.put(other.urisVariable(), uris(instance, other));
        }
        collector.ifPresent(address -> variables.put("YIKE_OTLP_ENDPOINT", address));
        var database = databases.get(service);
        if (database != null) {
            variables.put("YIKE_DB_URL", jdbcUrl(instance, database));
            variables.put("YIKE_DB_USER", database.user());
            variables.put("YIKE_DB_PASSWORD", database.password());
        }
        switch (service) {
            case IDENTITY -> {
                variables.put("YIKE_BOOTSTRAP_OPERATOR_SECRET", secrets.get("operator"));
                variables.put("YIKE_SERVICE_CLIENT_SECRET", secrets.get("services"));
            }
            case ORDER -> takePayments(variables, instance);
            case BOOKING -> {
                takePayments(variables, instance);
                variables.put("YIKE_BOOKING_CODE_KEY", secrets.get("booking-codes"));
            }
            case DISPATCH ->
                variables.put("YIKE_OBJECTS_DIR", data.of("objects").toString());
            case WEBHOOK -> {
                // Whoever tries it out has the receiver on this machine, too.
                variables.put("YIKE_WEBHOOK_HTTP", "true");
                variables.put("YIKE_WEBHOOK_ALLOWED_NETWORKS", "127.0.0.0/8,::1/128");
            }
            case RECYCLING -> {
                takePayments(variables, instance);
                variables.put("YIKE_RECYCLING_DEVICE_SECRET", secrets.get("device-keys"));
                // The day of the demonstration is short: a slot may begin in a moment.
                variables.put("YIKE_RECYCLING_PICKUPS_LEAD", "PT1S");
            }
            case STORE, GATEWAY -> {}
        }
        return variables;
    }

    private void takePayments(Map<String, String> variables, String instance) {
        variables.put(
                "YIKE_PAYMENT_PROVIDER_URL",
                wired(instance, "payment-provider", URI.create(payments.address()))
                        .toString());
        variables.put("YIKE_PAYMENT_PROVIDER_KEY", payments.key());
    }

    /// The same with other addresses of the services, and reached as the wiring says.
    Variables with(Map<Service, List<URI>> otherServices, Wiring otherWiring) {
        return new Variables(secrets, databases, otherServices, amqp, redis, payments, data, otherWiring, collector);
    }

    private URI first(String instance, Service service) {
        return wired(instance, service.instance(0), addresses(service).getFirst());
    }

    private String uris(String instance, Service service) {
        var uris = addresses(service);
        return IntStream.range(0, uris.size())
                .mapToObj(number -> wired(instance, service.instance(number), uris.get(number)))
                .map(URI::toString)
                .collect(Collectors.joining(","));
    }

    private List<URI> addresses(Service service) {
        return services.getOrDefault(service, List.of());
    }

    private URI wired(String instance, String to, URI uri) {
        var address = uri.getHost() + ":" + uri.getPort();
        return URI.create(uri.toString().replace(address, wiring.between(instance, to, address)));
    }

    private String jdbcUrl(String instance, DatabaseAddress database) {
        var rest = database.jdbcUrl().substring(JDBC.length());
        var path = rest.indexOf('/');
        return JDBC + wiring.between(instance, "postgresql", rest.substring(0, path)) + rest.substring(path);
    }

    /// They hold secrets.
    @Override
    public String toString() {
        return "Variables[" + services + "]";
    }
}
