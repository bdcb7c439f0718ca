package io.yike.kit.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Gives an application context its own database, exchange and Redis, under the names by which services are configured.
final class ServiceTestEngines implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String SOURCE = "service-test";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SOURCE, fresh()));
    }

    private static Map<String, Object> fresh() {
        Engines.Database database = Engines.freshDatabase();
        Engines.Amqp broker = Engines.amqp();
        Tokens tokens = Tokens.get();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("YIKE_DB_URL", database.url());
        values.put("YIKE_DB_USER", database.user());
        values.put("YIKE_DB_PASSWORD", database.password());
        values.put("YIKE_AMQP_ADDRESSES", broker.host() + ":" + broker.port());
        values.put("YIKE_AMQP_USER", broker.user());
        values.put("YIKE_AMQP_PASSWORD", broker.password());
        values.put("YIKE_AMQP_QUORUM", String.valueOf(broker.isRabbitMq()));
        values.put("yike.events.exchange", Engines.freshExchange());
        values.put("YIKE_REDIS_URL", Engines.freshRedis());
        values.put("YIKE_ISSUER_URI", tokens.issuer());
        values.put("YIKE_JWK_SET_URI", tokens.issuer() + "/oauth2/jwks");
        values.put("YIKE_TOKEN_URI", tokens.issuer() + "/oauth2/token");
        values.put("YIKE_CLIENT_SECRET", "secret-of-the-tests");
        return values;
    }
}
