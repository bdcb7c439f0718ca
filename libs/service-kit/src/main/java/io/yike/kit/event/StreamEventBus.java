package io.yike.kit.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;

/// Tells events through Spring Cloud Stream's Rabbit binder.
///
/// That `StreamBridge` says `true` proves nothing: an event counts as told only when its publisher confirm is
/// an ack and the broker did not return it, for an unroutable message is acked too.
final class StreamEventBus implements EventBus {

    /// The binding in `yike-kit.yaml`; its routing key is the header of the same file.
    private static final String BINDING = "events";

    private static final String TYPE_HEADER = "eventType";

    private final StreamBridge bridge;
    private final AmqpAdmin admin;
    private final CloudEvents events;
    private final String source;
    private final Duration confirmWithin;

    StreamEventBus(StreamBridge bridge, AmqpAdmin admin, CloudEvents events, String source, Duration confirmWithin) {
        this.bridge = bridge;
        this.admin = admin;
        this.events = events;
        this.source = source;
        this.confirmWithin = confirmWithin;
    }

    @Override
    public List<Telling> tell(List<PendingEvent> batch) {
        long end = System.nanoTime() + confirmWithin.toNanos();
        Map<UUID, Telling> tellings = new HashMap<>();
        for (List<PendingEvent> wave : waves(batch)) {
            boolean answered = tell(wave, end, tellings);
            if (!answered) {
                break;
            }
        }
        return batch.stream()
                .map(event -> tellings.getOrDefault(event.id(), new Telling.Unknown("Not sent after a failure")))
                .toList();
    }

    /// Each wave has one event of a subject at most. Publisher confirms come over many channels, between which a broker
    /// keeps no order: the next of a subject is sent when the one before is confirmed.
    private static List<List<PendingEvent>> waves(List<PendingEvent> batch) {
        List<List<PendingEvent>> waves = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (PendingEvent event : batch) {
            int wave = seen.getOrDefault(event.subject(), 0);
            seen.put(event.subject(), wave + 1);
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(event);
        }
        return waves;
    }

    /// Whether the broker answered for each.
    private boolean tell(List<PendingEvent> wave, long end, Map<UUID, Telling> tellings) {
        Map<UUID, CorrelationData> sent = new LinkedHashMap<>();
        boolean answered = true;
        for (PendingEvent event : wave) {
            CorrelationData correlation = new CorrelationData(event.id().toString());
            try {
                bridge.send(BINDING, message(event, correlation));
            } catch (AmqpException | MessagingException away) {
                tellings.put(event.id(), new Telling.Unknown(String.valueOf(away.getMessage())));
                answered = false;
                break;
            }
            sent.put(event.id(), correlation);
        }
        for (Map.Entry<UUID, CorrelationData> waiting : sent.entrySet()) {
            Telling telling = await(waiting.getValue(), end - System.nanoTime());
            tellings.put(waiting.getKey(), telling);
            answered &= !(telling instanceof Telling.Unknown);
        }
        return answered;
    }

    @Override
    public void declareQueues() {
        admin.initialize();
    }

    private Message<byte[]> message(PendingEvent event, CorrelationData correlation) {
        CloudEvent envelope = new CloudEvent(
                CloudEvent.SPEC_VERSION,
                event.id(),
                source,
                event.type(),
                event.subject(),
                event.occurredAt(),
                CloudEvent.DATA_CONTENT_TYPE,
                event.sequence(),
                event.traceparent(),
                event.requestId(),
                events.tree(event.data()));
        return MessageBuilder.withPayload(events.write(envelope))
                .setHeader(MessageHeaders.CONTENT_TYPE, CloudEvent.CONTENT_TYPE)
                .setHeader(AmqpHeaders.MESSAGE_ID, event.id().toString())
                .setHeader(AmqpHeaders.PUBLISH_CONFIRM_CORRELATION, correlation)
                .setHeader(TYPE_HEADER, event.type())
                .build();
    }

    private static Telling await(CorrelationData correlation, long nanos) {
        try {
            CorrelationData.Confirm confirm = correlation.getFuture().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            if (correlation.getReturned() != null) {
                return new Telling.Unroutable();
            }
            return confirm.ack() ? new Telling.Told() : new Telling.Refused(orElse(confirm.reason(), "nack"));
        } catch (TimeoutException silent) {
            return new Telling.Unknown("No confirm within the time limit");
        } catch (ExecutionException broken) {
            return new Telling.Unknown(String.valueOf(broken.getCause()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Telling.Unknown("Stopped while waiting for the confirm");
        }
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
