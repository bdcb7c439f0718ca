package io.yike.dispatch;

import io.yike.kit.signal.Signals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SignalsConfiguration {

    /// Of which couriers the offers changed.
    @Bean
    Signals offersOfCouriers() {
        return new Signals();
    }
}
