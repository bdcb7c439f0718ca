package io.yike.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventTopologyTest {

    private static final Subscriptions TWO_TAKE_ONE = new Subscriptions(Map.of(
            "store-service",
            Set.of("order.cancelled.v1"),
            "dispatch-service",
            Set.of("order.cancelled.v1", "order.ready.v1")));

    @Test
    void bindsEachConsumersQueueToItsTypesOnly() {
        Declarables declared = EventTopology.declarables(properties(false), TWO_TAKE_ONE);

        assertThat(declared.getDeclarablesByType(Binding.class))
                .extracting(binding -> binding.getDestination() + " " + binding.getRoutingKey())
                .containsExactlyInAnyOrder(
                        "yike.events.store-service order.cancelled.v1",
                        "yike.events.dispatch-service order.cancelled.v1",
                        "yike.events.dispatch-service order.ready.v1");
    }

    @Test
    void makesPlainDurableQueues() {
        Declarables declared = EventTopology.declarables(properties(false), TWO_TAKE_ONE);

        assertThat(declared.getDeclarablesByType(Queue.class)).hasSize(2).allSatisfy(queue -> {
            assertThat(queue.isDurable()).isTrue();
            assertThat(queue.getArguments()).isEmpty();
        });
    }

    @Test
    void putsAQueueOfLastResortBehindQuorumQueues() {
        Declarables declared = EventTopology.declarables(properties(true), TWO_TAKE_ONE);

        assertThat(declared.getDeclarablesByType(Queue.class))
                .extracting(queue -> queue.getName())
                .containsExactlyInAnyOrder(
                        "yike.events.store-service",
                        "yike.events.store-service.dlq",
                        "yike.events.dispatch-service",
                        "yike.events.dispatch-service.dlq");
        assertThat(declared.getDeclarablesByType(Queue.class))
                .allSatisfy(queue -> assertThat(queue.getArguments()).containsEntry("x-queue-type", "quorum"));
    }

    private static EventProperties properties(boolean quorum) {
        return new Binder(new MapConfigurationPropertySource(Map.of("yike.events.quorum", quorum)))
                .bindOrCreate("yike.events", EventProperties.class);
    }
}
