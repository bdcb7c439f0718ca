package io.yike.kit.http;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Limits of requests.
///
/// @param bodyLimit of every route that has no limit of its own
/// @param bodyLimits by path pattern, e.g. `"[/v1/stores/*/items:import]": 64MB`
@ConfigurationProperties("yike.http")
record HttpProperties(
        @DefaultValue("64KB") DataSize bodyLimit,
        @DefaultValue Map<String, DataSize> bodyLimits) {

    HttpProperties {
        bodyLimits = Map.copyOf(bodyLimits);
    }
}
