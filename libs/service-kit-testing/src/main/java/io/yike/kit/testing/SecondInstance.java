package io.yike.kit.testing;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/// Another instance of the service under test, on the same database, exchange and Redis.
public final class SecondInstance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private SecondInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// Starts it and waits until it listens.
    ///
    /// @param application the service's main class
    /// @param environment that of the first instance
    public static SecondInstance start(Class<?> application, ConfigurableEnvironment environment) {
        return start(application, environment, _ -> {}, Map.of());
    }

    /// Starts one that goes by the first one's clock, for time limits that either may run into.
    ///
    /// @param application the service's main class
    /// @param environment that of the first instance
    /// @param properties what only the first instance was told of, such as the addresses of played neighbours
    public static SecondInstance start(
            Class<?> application, ConfigurableEnvironment environment, MutableClock clock, String... properties) {
        Map<String, Object> told = new HashMap<>();
        for (String property : properties) {
            told.put(property, environment.getRequiredProperty(property));
        }
        return start(
                application,
                environment,
                context -> ((GenericApplicationContext) context).registerBean(MutableClock.class, () -> clock),
                told);
    }

    private static SecondInstance start(
            Class<?> application,
            ConfigurableEnvironment environment,
            ApplicationContextInitializer<ConfigurableApplicationContext> more,
            Map<String, Object> told) {
        Map<String, Object> shared = new HashMap<>(told);
        if (environment.getPropertySources().get(ServiceTestEngines.SOURCE)
                instanceof EnumerablePropertySource<?> source) {
            for (String name : source.getPropertyNames()) {
                shared.put(name, Objects.requireNonNull(source.getProperty(name)));
            }
        }
        shared.put("server.port", "0");
        ApplicationContextInitializer<ConfigurableApplicationContext> sharing = context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("second-instance", shared));
        return new SecondInstance(new SpringApplicationBuilder(application)
                .initializers(sharing, more)
                .run());
    }

    public URI uri() {
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
