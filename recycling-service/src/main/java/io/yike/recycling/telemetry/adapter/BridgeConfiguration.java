package io.yike.recycling.telemetry.adapter;

import io.yike.recycling.telemetry.DeviceKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The exchange of fleet bridges, its queue, and who listens.
@Configuration(proxyBeanMethods = false)
class BridgeConfiguration {

    /// A message is delivered again only while the database is away, about once a minute.
    private static final int DELIVERY_LIMIT = 1000;

    @Bean
    DeviceKeys deviceKeys(BridgeSettings settings) {
        return new DeviceKeys(settings.secret());
    }

    /// Every message of the exchange is ours, whatever its routing key: nothing a bridge sends can be
    /// unroutable.
    @Bean
    Declarables bridgeTopology(BridgeSettings settings, @Value("${yike.events.quorum}") boolean quorum) {
        FanoutExchange exchange = new FanoutExchange(settings.exchange(), true, false);
        List<Declarable> all = new ArrayList<>();
        Queue queue = quorum
                ? quorumQueue(settings.exchange(), all)
                : QueueBuilder.durable(settings.exchange()).build();
        all.add(exchange);
        all.add(queue);
        all.add(BindingBuilder.bind(queue).to(exchange));
        return new Declarables(all);
    }

    private static Queue quorumQueue(String name, List<Declarable> all) {
        Queue lastResort = QueueBuilder.durable(name + ".dlq").quorum().build();
        all.add(lastResort);
        all.add(new Binding(lastResort.getName(), Binding.DestinationType.QUEUE, "amq.direct", name, Map.of()));
        return QueueBuilder.durable(name)
                .quorum()
                .deliveryLimit(DELIVERY_LIMIT)
                .deadLetterExchange("amq.direct")
                .deadLetterRoutingKey(name)
                .build();
    }

    @Bean
    SimpleMessageListenerContainer bridgeListener(
            ConnectionFactory connections, BridgeMessages messages, BridgeSettings settings) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(settings.exchange());
        container.setMessageListener(messages);
        container.setConsumerBatchEnabled(true);
        container.setBatchSize(settings.atOnce());
        container.setReceiveTimeout(settings.gather().toMillis());
        container.setPrefetchCount(2 * settings.atOnce());
        container.setConcurrentConsumers(settings.consumers());
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(1000);
        return container;
    }
}
