package io.yike.kit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/// Sets what follows from other settings and cannot be said in `yike-kit.yaml`.
public final class KitEnvironment implements EnvironmentPostProcessor {

    /// Whether the service takes in any type of event.
    public static boolean consumesEvents(Environment environment) {
        return !Binder.get(environment)
                .bind("yike.events.consumes", Bindable.setOf(String.class))
                .orElse(Set.of())
                .isEmpty();
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> derived = new HashMap<>();
        if (consumesEvents(environment)) {
            derived.put("spring.cloud.function.definition", "eventInbox");
        } else {
            derived.put("spring.cloud.stream.function.autodetect", "false");
        }
        if ("ecs".equals(environment.getProperty("yike.log-format"))) {
            derived.put("logging.structured.format.console", "ecs");
        }
        String collector = environment.getProperty("yike.otlp-endpoint", "");
        if (!collector.isBlank()) {
            derived.put("management.opentelemetry.tracing.export.otlp.endpoint", traces(collector));
        }
        // Spans that nobody collects are not recorded. Logs and events carry the ids of their trace all the same.
        derived.put("management.tracing.sampling.probability", collector.isBlank() ? "0.0" : "1.0");
        environment.getPropertySources().addLast(new MapPropertySource("yike-kit", derived));
    }

    private static String traces(String collector) {
        return collector.endsWith("/v1/traces") ? collector : collector.replaceAll("/+$", "") + "/v1/traces";
    }
}
