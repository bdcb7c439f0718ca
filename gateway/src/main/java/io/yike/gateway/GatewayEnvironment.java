package io.yike.gateway;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Sets what follows from other settings and cannot be said in `application.yaml`.
final class GatewayEnvironment implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> derived = new HashMap<>();
        if ("ecs".equals(environment.getProperty("yike.log-format"))) {
            derived.put("logging.structured.format.console", "ecs");
        }
        String collector = environment.getProperty("yike.otlp-endpoint", "");
        if (!collector.isBlank()) {
            derived.put(
                    "management.opentelemetry.tracing.export.otlp.endpoint",
                    collector.endsWith("/v1/traces") ? collector : collector.replaceAll("/+$", "") + "/v1/traces");
        }
        // Spans that nobody collects are not recorded. Logs carry the ids of their trace all the same.
        derived.put("management.tracing.sampling.probability", collector.isBlank() ? "0.0" : "1.0");
        environment.getPropertySources().addLast(new MapPropertySource("yike-gateway", derived));
    }
}
