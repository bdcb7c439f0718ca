package io.yike.local.stack;

import io.yike.local.DatabaseAddress;
import io.yike.local.engine.AmqpAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The environment variables of each service.
record Variables(
        Secrets secrets,
        Map<Service, DatabaseAddress> databases,
        Map<Service, List<URI>> services,
        AmqpAddress amqp,
        URI redis,
        PaymentProviderPart payments,
        DataFolder data) {

    Map<String, String> of(Service service, int port) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("YIKE_PORT", Integer.toString(port));
        variables.put("SERVER_ADDRESS", "127.0.0.1");
        variables.put("YIKE_ISSUER_URI", first(Service.GATEWAY).toString());
        variables.put("YIKE_JWK_SET_URI", first(Service.IDENTITY) + "/oauth2/jwks");
        variables.put("YIKE_TOKEN_URI", first(Service.IDENTITY) + "/oauth2/token");
        variables.put("YIKE_CLIENT_SECRET", secrets.get("services"));
        variables.put("YIKE_REDIS_URL", redis.toString());
        variables.put("YIKE_AMQP_ADDRESSES", amqp.addresses());
        variables.put("YIKE_AMQP_USER", amqp.user());
        variables.put("YIKE_AMQP_PASSWORD", amqp.password());
        variables.put("YIKE_AMQP_QUORUM", Boolean.toString(amqp.quorumQueues()));
        for (var other : Service.withUris()) {
            variables.put(other.urisVariable(), uris(other));
        }
        var database = databases.get(service);
        if (database != null) {
            variables.put("YIKE_DB_URL", database.jdbcUrl());
            variables.put("YIKE_DB_USER", database.user());
            variables.put("YIKE_DB_PASSWORD", database.password());
        }
        switch (service) {
            case IDENTITY -> {
                variables.put("YIKE_BOOTSTRAP_OPERATOR_SECRET", secrets.get("operator"));
                variables.put("YIKE_SERVICE_CLIENT_SECRET", secrets.get("services"));
            }
            case ORDER -> {
                variables.put("YIKE_PAYMENT_PROVIDER_URL", payments.address());
                variables.put("YIKE_PAYMENT_PROVIDER_KEY", payments.key());
            }
            case DISPATCH ->
                variables.put("YIKE_OBJECTS_DIR", data.of("objects").toString());
            case STORE, GATEWAY -> {}
        }
        return variables;
    }

    /// The same with other addresses of the services.
    Variables with(Map<Service, List<URI>> otherServices) {
        return new Variables(secrets, databases, otherServices, amqp, redis, payments, data);
    }

    private URI first(Service service) {
        return services.getOrDefault(service, List.of()).getFirst();
    }

    private String uris(Service service) {
        return services.getOrDefault(service, List.of()).stream()
                .map(URI::toString)
                .collect(Collectors.joining(","));
    }

    /// They hold secrets.
    @Override
    public String toString() {
        return "Variables[" + services + "]";
    }
}
