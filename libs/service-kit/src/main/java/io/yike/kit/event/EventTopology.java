package io.yike.kit.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/// The exchange, and one durable queue per consuming service with a binding per type.
///
/// Every service declares all of it, alike: whoever comes first makes the queues of those who are not there yet.
final class EventTopology {

    /// How often a quorum queue delivers a message before it goes to the queue of last resort. Poison never comes that
    /// far; a consumer without its database takes about a minute for each delivery.
    private static final int DELIVERY_LIMIT = 1000;

    private EventTopology() {}

    static String queueOf(String exchange, String service) {
        return exchange + "." + service;
    }

    static Declarables declarables(EventProperties properties, Subscriptions subscriptions) {
        TopicExchange exchange = new TopicExchange(properties.exchange(), true, false);
        List<Declarable> all = new ArrayList<>();
        all.add(exchange);
        for (Map.Entry<String, Set<String>> subscription : new TreeMap<>(subscriptions.typesByService()).entrySet()) {
            String name = queueOf(properties.exchange(), subscription.getKey());
            Queue queue = properties.quorum()
                    ? quorumQueue(name, all)
                    : QueueBuilder.durable(name).build();
            all.add(queue);
            for (String type : subscription.getValue()) {
                all.add(BindingBuilder.bind(queue).to(exchange).with(type));
            }
        }
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
}
