package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.event.EventHandler;
import io.yike.kit.event.EventOutcome;
import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.support.TransactionTemplate;

/// The harness on a service that does nothing but tell and hear one event.
@ServiceTest
class ServiceTestTest {

    private static final BlockingQueue<UUID> HEARD = new LinkedBlockingQueue<>();

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private PublishedEvents published;

    @Autowired
    private EventSender sender;

    @Autowired
    private ApiClient api;

    @Autowired
    private MutableClock clock;

    record OrderReady(UUID orderId, UUID storeId, Instant readyAt) {}

    @SpringBootApplication
    static class Application {

        @Bean
        EventHandler<OrderReady> ready() {
            return EventHandler.of("order.ready.v1", OrderReady.class, OrderReady::orderId, event -> {
                HEARD.add(event.data().orderId());
                return EventOutcome.applied();
            });
        }
    }

    @Test
    void hearsWhatTheServiceTells() {
        UUID order = UUID.randomUUID();

        transaction.executeWithoutResult(_ -> outbox.append(new OutgoingEvent(
                "order.ready.v1", order.toString(), 1, new OrderReady(order, UUID.randomUUID(), clock.instant()))));

        assertThat(published.await("order.ready.v1", order).at("/data/orderId").asString())
                .isEqualTo(order.toString());
    }

    @Test
    void tellsAsAnotherServiceWould() throws InterruptedException {
        UUID order = UUID.randomUUID();

        sender.send(
                "/order-service",
                "order.ready.v1",
                order,
                1,
                Map.of(
                        "orderId",
                        order,
                        "storeId",
                        UUID.randomUUID(),
                        "readyAt",
                        clock.instant().toString()));

        for (UUID heard = null; !order.equals(heard); ) {
            heard = HEARD.poll(15, TimeUnit.SECONDS);
            assertThat(heard).isNotNull();
        }
    }

    @Test
    void refusesToTellWhatNoSchemaAllows() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() ->
                        sender.send("/order-service", "order.ready.v1", UUID.randomUUID(), 1, Map.of("order", 1))))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void callsTheServiceAndChecksItsAnswer() {
        Answer answer = api.anonymous().get("/v1/orders");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
    }

    @Test
    void putsTheClockForward() {
        Instant before = clock.instant();

        clock.advance(Duration.ofMinutes(5));

        assertThat(clock.instant()).isAfter(before.plus(Duration.ofMinutes(5)).minusSeconds(1));
    }

    @Test
    void startsASecondInstanceOnTheSameEngines(
            @Autowired org.springframework.core.env.ConfigurableEnvironment environment) {
        try (SecondInstance second = SecondInstance.start(Application.class, environment)) {
            assertThat(second.uri()).isNotEqualTo(api.base());
            assertThat(api.at(second.uri()).anonymous().get("/v1/orders").status())
                    .isEqualTo(401);
        }
    }
}
