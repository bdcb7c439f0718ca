package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventPropertiesTest {

    @Test
    void hasTheseDefaults() {
        EventProperties properties = bound(Map.of());

        assertThat(properties.exchange()).isEqualTo("yike.events");
        assertThat(properties.quorum()).isFalse();
        assertThat(properties.consumes()).isEmpty();
        assertThat(properties.relay()).isTrue();
        assertThat(properties.batch()).isEqualTo(200);
        assertThat(properties.poll()).isEqualTo(Duration.ofMillis(500));
        assertThat(properties.confirmWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.attempts()).isEqualTo(5);
        assertThat(properties.retryAfter()).isEqualTo(Duration.ofMillis(200));
        assertThat(properties.parkFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(properties.retryParkedEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(properties.keepInboxFor()).isEqualTo(Duration.ofDays(14));
    }

    @Test
    void takesAListWithCommas() {
        assertThat(bound(Map.of("yike.events.consumes", "order.placed.v1, order.ready.v1"))
                        .consumes())
                .containsExactlyInAnyOrder("order.placed.v1", "order.ready.v1");
    }

    private static EventProperties bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("yike.events", EventProperties.class);
    }
}
