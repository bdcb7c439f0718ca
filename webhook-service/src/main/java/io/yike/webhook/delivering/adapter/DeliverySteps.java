package io.yike.webhook.delivering.adapter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yike.kit.step.LeasedSteps;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries;
import io.yike.webhook.delivering.Leased;
import io.yike.webhook.delivering.SendDelivery;
import io.yike.webhook.delivering.SendDelivery.Sent;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.DeliveryState;
import io.yike.webhook.wire.Words;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Deliveries that are due are sent, many side by side, and counted.
@Configuration(proxyBeanMethods = false)
class DeliverySteps {

    private static final String TO_BE_RETRIED = "to_be_retried";
    private static final String DELIVERED = "delivered";
    private static final String GIVEN_UP = "given_up";
    private static final List<String> ENDS = List.of(TO_BE_RETRIED, DELIVERED, GIVEN_UP);

    private final MeterRegistry meters;

    DeliverySteps(MeterRegistry meters) {
        this.meters = meters;
        // Offered from the start: an alert on a counter that is not there yet sees nothing of its first step.
        for (Answer.Outcome outcome : Answer.Outcome.values()) {
            calls(outcome);
        }
        ENDS.forEach(this::deliveries);
    }

    /// Calls that are under way at a stop are waited for: they end within their time limit.
    @Bean
    LeasedSteps<Leased> dueDeliveries(
            Deliveries deliveries, SendDelivery sendDelivery, WebhookSettings settings, Clock clock) {
        WebhookSettings.Sending sending = settings.sending();
        return new LeasedSteps<>(
                "deliveries",
                new LeasedSteps.Pace(
                        sending.atOnce(),
                        sending.pollEvery(),
                        sending.allWithin().plusSeconds(2)),
                room -> deliveries.lease(clock.instant(), room),
                leased -> sendDelivery.send(leased).ifPresent(this::count),
                Leased::endpointId);
    }

    private void count(Sent sent) {
        calls(sent.answer().outcome()).record(sent.answer().latency());
        sent.state()
                .ifPresent(state -> deliveries(
                                switch (state) {
                                    case DeliveryState.Pending _ -> TO_BE_RETRIED;
                                    case DeliveryState.Delivered _ -> DELIVERED;
                                    case DeliveryState.Failed _ -> GIVEN_UP;
                                })
                        .increment());
    }

    private Timer calls(Answer.Outcome outcome) {
        return Timer.builder("yike.webhook.calls")
                .description("Calls of endpoints")
                .tag("outcome", Words.word(outcome))
                .register(meters);
    }

    private Counter deliveries(String outcome) {
        return meters.counter("yike.webhook.deliveries", "outcome", outcome);
    }
}
