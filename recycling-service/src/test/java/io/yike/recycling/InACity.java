package io.yike.recycling;

import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The service in a city that is founded before each test.
@ServiceTest
abstract class InACity {

    @Autowired
    protected ApiClient api;

    @Autowired
    protected PublishedEvents events;

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected JdbcClient jdbc;

    protected City city = unfounded();

    @SuppressWarnings("NullAway") // Founded before each test.
    private static City unfounded() {
        return null;
    }

    @BeforeEach
    void foundCity() {
        city = new City(api, clock);
    }
}
