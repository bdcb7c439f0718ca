package io.yike.kit.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;

/// What the load balancer chooses from: the list of the environment. In a cluster that is one name for many addresses.
final class StaticInstances {

    @Bean
    ServiceInstanceListSupplier instances(Environment environment, ServiceProperties properties) {
        String service = LoadBalancerClientFactory.getName(environment);
        List<URI> uris = properties.uris().getOrDefault(service, List.of());
        List<ServiceInstance> instances = new ArrayList<>();
        for (URI uri : uris) {
            boolean secure = "https".equals(uri.getScheme());
            int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
            instances.add(new DefaultServiceInstance(
                    service + "-" + instances.size(),
                    service,
                    Objects.requireNonNull(uri.getHost(), "host"),
                    port,
                    secure));
        }
        return new Fixed(service, instances);
    }

    private record Fixed(String service, List<ServiceInstance> instances) implements ServiceInstanceListSupplier {

        @Override
        public String getServiceId() {
            return service;
        }

        @Override
        public Flux<List<ServiceInstance>> get() {
            return Flux.just(instances);
        }
    }
}
