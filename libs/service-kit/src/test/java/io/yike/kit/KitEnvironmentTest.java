package io.yike.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class KitEnvironmentTest {

    @Test
    void bindsTheInboxWhereEventsAreConsumed() {
        StandardEnvironment environment = after(Map.of("yike.events.consumes[0]", "order.placed.v1"));

        assertThat(environment.getProperty("spring.cloud.function.definition")).isEqualTo("eventInbox");
    }

    @Test
    void bindsNothingWhereNoneAre() {
        StandardEnvironment environment = after(Map.of("yike.events.consumes", ""));

        assertThat(environment.getProperty("spring.cloud.function.definition")).isNull();
        assertThat(environment.getProperty("spring.cloud.stream.function.autodetect"))
                .isEqualTo("false");
    }

    @Test
    void writesStructuredLogsOnDemand() {
        assertThat(after(Map.of("yike.log-format", "ecs")).getProperty("logging.structured.format.console"))
                .isEqualTo("ecs");
        assertThat(after(Map.of("yike.log-format", "text")).getProperty("logging.structured.format.console"))
                .isNull();
    }

    @Test
    void exportsTracesOnlyWhereACollectorIsNamed() {
        String endpoint = "management.opentelemetry.tracing.export.otlp.endpoint";

        assertThat(after(Map.of("yike.otlp-endpoint", "")).getProperty(endpoint))
                .isNull();
        assertThat(after(Map.of("yike.otlp-endpoint", "http://collector:4318/")).getProperty(endpoint))
                .isEqualTo("http://collector:4318/v1/traces");
    }

    @Test
    void recordsSpansOnlyWhereTheyAreCollected() {
        String probability = "management.tracing.sampling.probability";

        assertThat(after(Map.of()).getProperty(probability)).isEqualTo("0.0");
        assertThat(after(Map.of("yike.otlp-endpoint", "http://collector:4318/")).getProperty(probability))
                .isEqualTo("1.0");
        assertThat(after(Map.of(probability, "0.1")).getProperty(probability)).isEqualTo("0.1");
    }

    private static StandardEnvironment after(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new KitEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
