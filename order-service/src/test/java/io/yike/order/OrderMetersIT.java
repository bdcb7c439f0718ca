package io.yike.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What an operator watches of orders.
class OrderMetersIT extends Journey {

    @Autowired
    private MeterRegistry meters;

    @Test
    void countsOpenOrdersByStatusAndAge() {
        double before = open("accepted");
        accepted(delivery());

        clock.advance(Duration.ofSeconds(11));

        assertThat(open("accepted")).isEqualTo(before + 1);
        assertThat(meters.get("yike.orders.oldest")
                        .tag("status", "accepted")
                        .gauge()
                        .value())
                .isGreaterThanOrEqualTo(11);
    }

    @Test
    void timesEachStepFromPlacing() {
        long before = reached("completed");
        UUID orderId = ready(delivery());
        UUID deliveryId = UUID.randomUUID();
        assignAndPickUp(deliveryId, orderId);
        clock.advance(Duration.ofSeconds(30));

        deliver(deliveryId, orderId);
        awaitState(orderId, "completed");

        assertThat(reached("completed")).isEqualTo(before + 1);
        assertThat(meters.get("yike.order.reached")
                        .tag("step", "completed")
                        .tag("fulfilment", "delivery")
                        .timer()
                        .max(java.util.concurrent.TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(30);
    }

    private double open(String status) {
        clock.advance(Duration.ofSeconds(11));
        return meters.get("yike.orders.open").tag("status", status).gauge().value();
    }

    private long reached(String step) {
        var timer = meters.find("yike.order.reached")
                .tag("step", step)
                .tag("fulfilment", "delivery")
                .timer();
        return timer == null ? 0 : timer.count();
    }
}
