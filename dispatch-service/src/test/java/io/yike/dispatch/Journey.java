package io.yike.dispatch;

import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.EventSender;
import io.yike.kit.testing.MutableClock;
import io.yike.kit.testing.PublishedEvents;
import io.yike.kit.testing.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// The whole service on a real database, broker and Redis, and a town of its own for each test.
@ServiceTest
@TestPropertySource(properties = {"yike.dispatch.assignment.every=200ms", "yike.dispatch.objects.folder=target/photos"})
abstract class Journey {

    protected static final PlayedBookings BOOKINGS = PlayedBookings.start();

    @DynamicPropertySource
    static void neighbours(DynamicPropertyRegistry properties) {
        properties.add("YIKE_BOOKING_SERVICE_URIS", BOOKINGS::uri);
    }

    @Autowired
    protected ApiClient api;

    @Autowired
    protected PublishedEvents events;

    @Autowired
    protected EventSender sender;

    @Autowired
    protected MutableClock clock;

    protected Town town;

    @BeforeEach
    void found() {
        town = another();
    }

    protected Town another() {
        return new Town(api, events, sender, clock);
    }

    /// What such a file begins with, and a byte to tell one from another.
    protected static byte[] jpeg(int seed) {
        return new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', (byte) seed};
    }
}
