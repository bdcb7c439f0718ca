package io.yike.kit.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this service reaches others.
///
/// @param tokenUri where it gets its own token; empty: it calls without one
/// @param clientSecret of the client that is named as the service
/// @param uris instances by service name
@ConfigurationProperties("yike.services")
record ServiceProperties(
        @DefaultValue("") String tokenUri,
        @DefaultValue("") String clientSecret,
        @DefaultValue Map<String, List<URI>> uris,
        @DefaultValue("1s") Duration connectWithin,
        @DefaultValue("3s") Duration readWithin) {

    ServiceProperties {
        uris = Map.copyOf(uris);
    }
}
