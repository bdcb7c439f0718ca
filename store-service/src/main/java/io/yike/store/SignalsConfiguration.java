package io.yike.store;

import io.yike.kit.signal.Signals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SignalsConfiguration {

    /// Of which stores the offers changed.
    @Bean
    Signals offersOfStores() {
        return new Signals();
    }
}
