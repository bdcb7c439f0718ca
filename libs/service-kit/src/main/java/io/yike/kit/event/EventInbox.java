package io.yike.kit.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.http.RequestIds;
import io.yike.kit.trace.TraceContexts;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.messaging.Message;

/// The consumer that Spring Cloud Stream binds to the service's queue. Returning acks, throwing requeues.
///
/// Everything ends in a row or in a requeue: applied, ignored and parked are rows of the inbox; poison becomes a dead
/// letter after a few tries; broken infrastructure is waited for, and the message goes back to the queue in the end.
final class EventInbox implements Consumer<Message<byte[]>>, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(EventInbox.class);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /// About a minute of waiting; RabbitMQ takes a message back from a consumer that keeps it for half an hour.
    private static final int OUTAGE_TRIES = 11;

    private final Inbox inbox;
    private final CloudEvents events;
    private final TraceContexts traces;
    private final MeterRegistry meters;
    private final int attempts;
    private final Duration retryAfter;
    private final CountDownLatch stopped = new CountDownLatch(1);

    EventInbox(
            Inbox inbox,
            CloudEvents events,
            TraceContexts traces,
            MeterRegistry meters,
            int attempts,
            Duration retryAfter) {
        this.inbox = inbox;
        this.events = events;
        this.traces = traces;
        this.meters = meters;
        this.attempts = attempts;
        this.retryAfter = retryAfter;
    }

    @Override
    public void accept(Message<byte[]> message) {
        String body = CloudEvents.text(message.getPayload());
        CloudEvent event;
        try {
            event = events.read(body);
        } catch (UnreadableEvent unreadable) {
            log.error("A message is no event and becomes a dead letter", unreadable);
            throughOutages(() -> inbox.buryUnreadable(body, Inbox.describe(unreadable)));
            count("unknown", "dead_lettered");
            return;
        }
        asPartOfItsStory(event, () -> take(event, body));
    }

    /// Tries what waits for the key, in the order in which it came, until nothing more can be applied.
    void takeParkedUnder(String key) {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (UUID waiting : inbox.parkedUnder(key)) {
                progress |= takeParked(waiting, Inbox.IfTaken.WAIT);
            }
        }
    }

    /// Tries everything parked whose next try is due.
    void takeParkedAndDue() {
        List<UUID> due = inbox.parkedAndDue(200);
        for (UUID waiting : due) {
            takeParked(waiting, Inbox.IfTaken.LEAVE);
        }
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void take(CloudEvent event, String body) {
        int failures = 0;
        while (true) {
            try {
                throughOutages(() -> taken(event, inbox.take(event, body)));
                return;
            } catch (ImmediateRequeueAmqpException outage) {
                throw outage;
            } catch (UnreadableEvent poison) {
                bury(event, body, poison);
                return;
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
                failures++;
                if (failures >= attempts) {
                    bury(event, body, failure);
                    return;
                }
                log.warn("Event {} of type {} failed and is tried again", event.id(), event.type(), failure);
                pause(Backoff.after(failures, retryAfter, LONGEST_PAUSE), failure);
            }
        }
    }

    private void taken(CloudEvent event, Inbox.Taken taken) {
        switch (taken) {
            case Inbox.Taken.Applied(String key) -> {
                count(event.type(), "applied");
                takeParkedUnder(key);
            }
            case Inbox.Taken.Ignored(String reason) -> {
                count(event.type(), "ignored");
                log.debug("Event {} of type {} is ignored: {}", event.id(), event.type(), reason);
            }
            case Inbox.Taken.Parked(String key, String reason) -> {
                count(event.type(), "parked");
                log.debug("Event {} of type {} is parked: {}", event.id(), event.type(), reason);
                // Its predecessor may have been applied after the look at the state and before the row was there.
                takeParkedUnder(key);
            }
            case Inbox.Taken.Duplicate() -> count(event.type(), "duplicate");
            case Inbox.Taken.Elsewhere() -> throw new IllegalStateException("A delivered event is nowhere else");
        }
    }

    /// Whether it could be applied.
    private boolean takeParked(UUID eventId, Inbox.IfTaken ifTaken) {
        try {
            return inbox.takeParked(eventId, ifTaken, this::asPartOfItsStory) instanceof Inbox.Taken.Applied;
        } catch (UnreadableEvent poison) {
            inbox.buryParked(eventId, Inbox.describe(poison));
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
            if (Outage.is(failure)) {
                log.warn("The parked event {} is tried again later: {}", eventId, failure.getMessage());
            } else if (inbox.failed(eventId) >= attempts) {
                log.error("The parked event {} becomes a dead letter", eventId, failure);
                inbox.buryParked(eventId, Inbox.describe(failure));
            } else {
                log.warn("The parked event {} failed and is tried again", eventId, failure);
            }
        }
        return false;
    }

    private void bury(CloudEvent event, String body, Throwable failure) {
        log.error("Event {} of type {} becomes a dead letter", event.id(), event.type(), failure);
        throughOutages(() -> inbox.bury(event, body, Inbox.describe(failure)));
        count(event.type(), "dead_lettered");
    }

    private void throughOutages(Runnable work) {
        for (int outages = 1; ; outages++) {
            try {
                work.run();
                return;
            } catch (RuntimeException failure) {
                if (!Outage.is(failure)) {
                    throw failure;
                }
                if (outages >= OUTAGE_TRIES) {
                    throw new ImmediateRequeueAmqpException("The infrastructure stays broken", failure);
                }
                log.warn("An event waits for broken infrastructure: {}", failure.getMessage());
                pause(Backoff.after(outages, Duration.ofMillis(100), LONGEST_PAUSE), failure);
            }
        }
    }

    private void pause(Duration pause, Throwable reason) {
        boolean stopping;
        try {
            stopping = stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
        if (stopping) {
            throw new ImmediateRequeueAmqpException("The service stops", reason);
        }
    }

    private void count(String type, String outcome) {
        meters.counter("yike.inbox.events", "type", type, "outcome", outcome).increment();
    }

    /// In the trace that the event continues, and under its name in the log.
    private void asPartOfItsStory(CloudEvent event, Runnable work) {
        traces.continueFrom(event.traceparent(), "yike.inbox", event.type(), event.subject(), () -> inLog(event, work));
    }

    private static void inLog(CloudEvent event, Runnable work) {
        try (var _ = MDC.putCloseable("subject", event.subject());
                var _ = MDC.putCloseable("eventType", event.type());
                var _ = MDC.putCloseable("eventId", event.id().toString())) {
            RequestIds.run(event.requestid(), work);
        }
    }
}
