package io.yike.kit.event;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.id.Ids;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.trace.TraceContexts;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Declarables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.function.core.FunctionInvocationHelper;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.messaging.Message;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The outbox and its relay for every service, the inbox for those that consume events.
@AutoConfiguration(
        beforeName = {
            "org.springframework.cloud.function.cloudevent.CloudEventsFunctionExtensionConfiguration",
            "com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration"
        },
        afterName = {
            "io.yike.kit.KitAutoConfiguration",
            "io.yike.kit.trace.TraceAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        })
@EnableConfigurationProperties(EventProperties.class)
class EventAutoConfiguration {

    @Bean
    CloudEvents cloudEvents(JsonMapper json) {
        return new CloudEvents(json);
    }

    @Bean
    JdbcOutbox outbox(JdbcClient jdbc, CloudEvents events, TraceContexts traces, Ids ids, Clock clock) {
        return new JdbcOutbox(jdbc, events, traces, ids, clock);
    }

    @Bean
    Subscriptions subscriptions(
            EventProperties properties, JsonMapper json, @Value("${spring.application.name}") String service) {
        Subscriptions file = Subscriptions.read(properties.subscriptions(), json);
        if (file.knows(service) && !file.of(service).equals(properties.consumes())) {
            throw new IllegalStateException("yike.events.consumes and " + properties.subscriptions() + " differ: "
                    + EventHandlers.difference("only consumed", properties.consumes(), file.of(service))
                    + EventHandlers.difference("only in the file", file.of(service), properties.consumes()));
        }
        Map<String, Set<String>> all = new HashMap<>(file.typesByService());
        if (!properties.consumes().isEmpty()) {
            all.put(service, properties.consumes());
        }
        return new Subscriptions(all);
    }

    @Bean
    Declarables eventTopology(EventProperties properties, Subscriptions subscriptions) {
        return EventTopology.declarables(properties, subscriptions);
    }

    /// Events pass as they are: Spring Cloud Function would take the envelope apart, and a dead letter keeps all of it.
    @Bean
    FunctionInvocationHelper<Message<?>> eventsAsTheyAre() {
        return new FunctionInvocationHelper<>() {};
    }

    @Bean
    EventBus eventBus(
            StreamBridge bridge,
            AmqpAdmin admin,
            CloudEvents events,
            EventProperties properties,
            @Value("${spring.application.name}") String service) {
        return new StreamEventBus(bridge, admin, events, "/" + service, properties.confirmWithin());
    }

    @Bean
    OutboxRelay outboxRelay(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            EventBus bus,
            Subscriptions subscriptions,
            Clock clock,
            EventProperties properties,
            MeterRegistry meters) {
        OutboxRelay relay = new OutboxRelay(jdbc, transactions, bus, subscriptions, clock, properties.batch(), meters);
        Gauge.builder("yike.outbox.pending", relay, source -> source.status().pending())
                .register(meters);
        Gauge.builder(
                        "yike.outbox.age",
                        relay,
                        source -> source.status().age(clock.instant()).toSeconds())
                .baseUnit("seconds")
                .register(meters);
        return relay;
    }

    @Bean
    OutboxHealthIndicator outboxHealthIndicator(OutboxRelay relay, Clock clock) {
        return new OutboxHealthIndicator(relay, clock);
    }

    @Bean
    @ConditionalOnProperty(name = "yike.events.relay", matchIfMissing = true)
    OutboxRelayLoop outboxRelayLoop(OutboxRelay relay, DataSource dataSource, EventProperties properties) {
        return new OutboxRelayLoop(relay, dataSource, properties.poll());
    }

    /// A service that handles types it does not consume would never see them: the start fails.
    @Bean
    SmartInitializingSingleton eventHandlersMatchSubscriptions(
            ObjectProvider<EventHandler<?>> handlers, EventProperties properties) {
        return () -> new EventHandlers(handlers.stream().toList(), properties.consumes());
    }

    /// Only where something is consumed; otherwise no queue is made and no function bound.
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnConsumedEvents.class)
    static class Consuming {

        @Bean
        Inbox inbox(
                JdbcClient jdbc,
                TransactionTemplate transactions,
                CloudEvents events,
                List<EventHandler<?>> handlers,
                Ids ids,
                Clock clock,
                EventProperties properties) {
            return new Inbox(
                    jdbc,
                    transactions,
                    events,
                    new EventHandlers(handlers, properties.consumes()),
                    ids,
                    clock,
                    properties);
        }

        @Bean
        EventInbox eventInbox(
                Inbox inbox,
                CloudEvents events,
                TraceContexts traces,
                MeterRegistry meters,
                EventProperties properties) {
            return new EventInbox(inbox, events, traces, meters, properties.attempts(), properties.retryAfter());
        }

        @Bean
        ParkedEventsLoop parkedEventsLoop(EventInbox inbox, Inbox rows, MeterRegistry meters) {
            return new ParkedEventsLoop(inbox, rows, meters);
        }

        @Bean
        DeadLetters deadLetters(JdbcClient jdbc, TransactionTemplate transactions, Inbox inbox, Clock clock) {
            return new JdbcDeadLetters(jdbc, transactions, inbox, clock);
        }

        @Bean
        DeadLettersController deadLettersController(
                DeadLetters deadLetters, CurrentCaller caller, @Value("${spring.application.name}") String service) {
            return new DeadLettersController(deadLetters, caller, service);
        }

        @Bean
        RecurringTask<Void> forgetOldEvents(Inbox inbox, JdbcOutbox outbox) {
            return Tasks.recurring("forget-old-events", FixedDelay.ofHours(1)).execute((instance, context) -> {
                inbox.forget();
                outbox.forgetStories();
            });
        }
    }
}
