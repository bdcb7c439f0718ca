package io.yike.gateway.routing;

import io.yike.gateway.GatewayProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.stereotype.Component;

/// The instances of each service, as configured. One that refused a connection is passed over for a moment, so that
/// the next attempt meets another.
@Component
public class Instances {

    private final Map<String, List<ServiceInstance>> configured;
    private final Map<String, Instant> refusedAt = new ConcurrentHashMap<>();
    private final Duration avoidance;
    private final Clock clock;

    Instances(GatewayProperties properties, Clock clock) {
        this.configured = properties.services().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, service -> instances(service.getKey(), service.getValue())));
        this.avoidance = properties.avoidRefusing();
        this.clock = clock;
    }

    /// All instances of each service, reachable or not.
    public Map<String, List<ServiceInstance>> all() {
        return configured;
    }

    /// The instance's name, unlike its address no secret: `order-service-1` is the first address configured.
    public static String nameOf(ServiceInstance instance) {
        return Objects.requireNonNull(instance.getInstanceId());
    }

    /// Those to try now: all, when all have refused.
    List<ServiceInstance> available(String service) {
        List<ServiceInstance> all = configured.getOrDefault(service, List.of());
        Instant now = clock.instant();
        List<ServiceInstance> willing = all.stream()
                .filter(instance -> {
                    Instant refused = refusedAt.get(nameOf(instance));
                    return refused == null || refused.plus(avoidance).isBefore(now);
                })
                .toList();
        return willing.isEmpty() ? all : willing;
    }

    void refused(ServiceInstance instance) {
        refusedAt.put(nameOf(instance), clock.instant());
    }

    private static List<ServiceInstance> instances(String service, List<URI> uris) {
        return IntStream.range(0, uris.size())
                .mapToObj(index -> instance(service + "-" + (index + 1), service, uris.get(index)))
                .toList();
    }

    private static ServiceInstance instance(String id, String service, URI uri) {
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() != -1 ? uri.getPort() : secure ? 443 : 80;
        return new DefaultServiceInstance(
                id, service, Objects.requireNonNull(uri.getHost(), "An address without a host"), port, secure);
    }
}
