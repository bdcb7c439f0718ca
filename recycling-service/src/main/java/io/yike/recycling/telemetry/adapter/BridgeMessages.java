package io.yike.recycling.telemetry.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.yike.kit.event.Outage;
import io.yike.recycling.telemetry.DeviceKeys;
import io.yike.recycling.telemetry.Refusals.Refusal;
import io.yike.recycling.telemetry.TakeBridged;
import io.yike.recycling.telemetry.TakeBridged.Bridged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.ImmediateRequeueAmqpException;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Message;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What fleet bridges bring, many messages in one transaction. A message is acknowledged once its readings,
/// or the refusal of it, are committed; one that fails by itself does not hold up the others.
@Component
class BridgeMessages implements BatchMessageListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(BridgeMessages.class);
    private static final Pattern DEVICE = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int PATIENCE = 8;

    private final TakeBridged takeBridged;
    private final DeviceKeys keys;
    private final BatchReader reader;
    private final BridgeSettings settings;
    private final MeterRegistry meters;
    private final CountDownLatch stopped = new CountDownLatch(1);

    BridgeMessages(
            TakeBridged takeBridged,
            DeviceKeys keys,
            JsonMapper mapper,
            BridgeSettings settings,
            MeterRegistry meters) {
        this.takeBridged = takeBridged;
        this.keys = keys;
        this.reader = new BatchReader(mapper);
        this.settings = settings;
        this.meters = meters;
    }

    /// A message that can be taken in.
    private record InOrder(Bridged bridged, Message message) {}

    @Override
    public void onMessageBatch(List<Message> messages) {
        List<InOrder> inOrder = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (Message message : messages) {
            switch (look(message)) {
                case Good(Bridged bridged) -> inOrder.add(new InOrder(bridged, message));
                case Bad(Refusal refusal) -> refused.add(refusal);
            }
        }
        try {
            throughOutages(() -> take(inOrder, refused));
        } catch (ImmediateRequeueAmqpException outage) {
            throw outage;
        } catch (RuntimeException failure) {
            log.warn("{} messages of a bridge failed together and are taken one by one", messages.size(), failure);
            throughOutages(() -> take(List.of(), refused));
            inOrder.forEach(this::takeAlone);
        }
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void take(List<InOrder> inOrder, List<Refusal> refused) {
        int kept = takeBridged.take(inOrder.stream().map(InOrder::bridged).toList(), refused);
        meters.counter("yike.telemetry.messages", "outcome", "taken").increment(inOrder.size());
        meters.counter("yike.telemetry.messages", "outcome", "refused").increment(refused.size());
        meters.counter("yike.telemetry.readings", "way", "bridge").increment(kept);
    }

    private void takeAlone(InOrder one) {
        try {
            throughOutages(() -> take(List.of(one), List.of()));
        } catch (ImmediateRequeueAmqpException outage) {
            throw outage;
        } catch (RuntimeException failure) {
            UUID deviceId = one.bridged().deviceId();
            log.error("A batch of device {} cannot be taken in and is kept aside", deviceId, failure);
            throughOutages(() -> takeBridged.failed(deviceId, one.message().getBody(), String.valueOf(failure)));
            meters.counter("yike.telemetry.messages", "outcome", "failed").increment();
        }
    }

    private sealed interface Look {}

    private record Good(Bridged bridged) implements Look {}

    private record Bad(Refusal refusal) implements Look {}

    private Look look(Message message) {
        String named = text(message, "device-id").toLowerCase(Locale.ROOT);
        if (!DEVICE.matcher(named).matches()) {
            return bad(null, "unreadable");
        }
        UUID deviceId = UUID.fromString(named);
        byte[] body = message.getBody();
        if (body.length > settings.longestMessage()) {
            return bad(deviceId, "too_large");
        }
        String signature = text(message, "signature");
        if (signature.isEmpty()) {
            return bad(deviceId, "signature_missing");
        }
        if (!isSigned(deviceId, body, signature)) {
            return bad(deviceId, "signature_wrong");
        }
        Optional<BatchReader.Batch> batch = reader.read(body);
        if (batch.isEmpty()) {
            return bad(deviceId, "unreadable");
        }
        return new Good(new Bridged(
                deviceId,
                batch.get().sentAt(),
                Optional.ofNullable(message.getMessageProperties().getTimestamp())
                        .map(java.util.Date::toInstant),
                batch.get().readings()));
    }

    private boolean isSigned(UUID deviceId, byte[] body, String signature) {
        try {
            return keys.signed(deviceId, body, Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException noBase64) {
            log.debug("The signature of a message of device {} is no base64url", deviceId, noBase64);
            return false;
        }
    }

    private static Look bad(@Nullable UUID deviceId, String code) {
        return new Bad(new Refusal(deviceId, code));
    }

    private static String text(Message message, String header) {
        Object value = message.getMessageProperties().getHeaders().get(header);
        return value == null ? "" : value.toString();
    }

    /// Waits while the database is away, for less than a broker waits for an acknowledgement; then the
    /// messages go back.
    private void throughOutages(Runnable work) {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (RuntimeException failure) {
                if (!Outage.is(failure)) {
                    throw failure;
                }
                if (tries == PATIENCE || await(pause)) {
                    throw new ImmediateRequeueAmqpException("Telemetry goes back to its queue", failure);
                }
                log.warn("Telemetry cannot be kept now and is tried again: {}", failure.getMessage());
                pause = pause.multipliedBy(2);
            }
        }
    }

    /// Whether this process stops.
    private boolean await(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
