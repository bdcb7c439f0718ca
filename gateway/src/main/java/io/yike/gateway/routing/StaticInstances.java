package io.yike.gateway.routing;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import reactor.core.publisher.Flux;

/// Tells Spring Cloud LoadBalancer the instances of one service. Not annotated: it belongs to the context that the
/// load balancer makes for each service, not to ours.
class StaticInstances {

    @Bean
    ServiceInstanceListSupplier instanceSupplier(Environment environment, Instances instances) {
        String service = environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME);
        return new ServiceInstanceListSupplier() {
            @Override
            public String getServiceId() {
                return service;
            }

            @Override
            public Flux<List<ServiceInstance>> get() {
                return Flux.defer(() -> Flux.just(instances.available(service)));
            }
        };
    }
}
