package io.yike.booking;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.yike.kit.testing.ServiceTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A service that has a payment provider and a lock provider, played here.
@ServiceTest
abstract class OutsideProviders {

    static final PlayedProvider PROVIDER = PlayedProvider.start();
    static final WireMockServer LOCKS = locks();

    private static WireMockServer locks() {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.start();
        return server;
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry properties) {
        properties.add("YIKE_PAYMENT_PROVIDER_URL", PROVIDER::url);
        properties.add("YIKE_PAYMENT_PROVIDER_KEY", () -> "key-of-the-tests");
        properties.add("YIKE_LOCK_PROVIDER_URL", LOCKS::baseUrl);
        properties.add("YIKE_LOCK_PROVIDER_KEY", () -> "key-of-the-tests");
        properties.add("yike.locks.time-limit", () -> "500ms");
    }
}
