package io.yike.kit.event;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/// How events are told and taken in.
///
/// @param exchange the topic exchange, also the first part of every queue's name
/// @param quorum whether queues are quorum queues (RabbitMQ in a cluster)
/// @param consumes the types this service takes in; each has one [EventHandler]
/// @param subscriptions which service takes in which types, for all services
/// @param relay whether this process publishes what stands in the outbox
/// @param batch how many events are published before their confirms are awaited
/// @param poll how long the relay sleeps at most while nothing wakes it
/// @param confirmWithin time limit for the broker's answer to a whole batch
/// @param attempts how often a failing handler is tried before its event becomes a dead letter
/// @param retryAfter pause after the first failure; doubles with each further one
/// @param parkFor how long an event that came too early waits for its predecessor
/// @param retryParkedEvery how often a parked event is tried while nothing is applied under its key
/// @param keepInboxFor how long the ids of events are remembered, and dead letters after a decision; must outlast every
///     redelivery
@ConfigurationProperties("yike.events")
record EventProperties(
        @DefaultValue("yike.events") String exchange,
        @DefaultValue("false") boolean quorum,
        @DefaultValue Set<String> consumes,

        @DefaultValue("classpath:io/yike/contracts/events/subscriptions.json")
        Resource subscriptions,

        @DefaultValue("true") boolean relay,
        @DefaultValue("200") int batch,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("5s") Duration confirmWithin,
        @DefaultValue("5") int attempts,
        @DefaultValue("200ms") Duration retryAfter,
        @DefaultValue("10m") Duration parkFor,
        @DefaultValue("2s") Duration retryParkedEvery,
        @DefaultValue("14d") Duration keepInboxFor) {

    EventProperties {
        consumes = Set.copyOf(consumes);
        if (batch < 1 || attempts < 1) {
            throw new IllegalArgumentException("yike.events.batch and yike.events.attempts are at least 1");
        }
    }
}
