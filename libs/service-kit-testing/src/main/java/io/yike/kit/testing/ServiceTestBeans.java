package io.yike.kit.testing;

import java.net.URI;
import java.time.Clock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

@TestConfiguration(proxyBeanMethods = false)
class ServiceTestBeans {

    @Bean
    @Primary
    MutableClock clock() {
        return new MutableClock();
    }

    /// Lazy: the port is known once the server listens.
    @Bean
    @Lazy
    ApiClient apiClient(Environment environment, WebServerApplicationContext context) {
        int port = java.util.Objects.requireNonNull(context.getWebServer()).getPort();
        return ApiClient.of(
                environment.getRequiredProperty("spring.application.name"), URI.create("http://127.0.0.1:" + port));
    }

    @Bean
    PublishedEvents publishedEvents(Environment environment) {
        return new PublishedEvents(
                environment.getRequiredProperty("yike.events.exchange"),
                environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    EventSender eventSender(Environment environment, Clock clock) {
        return new EventSender(environment.getRequiredProperty("yike.events.exchange"), clock);
    }
}
