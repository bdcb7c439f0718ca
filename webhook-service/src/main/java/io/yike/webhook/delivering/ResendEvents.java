package io.yike.webhook.delivering;

import io.yike.kit.id.Ids;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries.Lane;
import io.yike.webhook.delivering.Deliveries.Queued;
import io.yike.webhook.delivering.domain.Delivery;
import io.yike.webhook.publishing.domain.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sends again what an owner wants to have again, one after the other: a receiver that was away is not run over by what
/// it missed.
@Component
public class ResendEvents {

    private final Deliveries deliveries;
    private final WebhookSettings settings;
    private final Ids ids;
    private final Clock clock;

    ResendEvents(Deliveries deliveries, WebhookSettings settings, Ids ids, Clock clock) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    public sealed interface Outcome {

        /// They leave one after the other.
        ///
        /// @param lastAt when the last of them leaves, if there are any
        record Queued(int events, @Nullable Instant lastAt) implements Outcome {}

        record Refused(Why why) implements Outcome {}
    }

    public enum Why {
        ENDPOINT_DISABLED,
        TOO_MANY_RESENDS,
        RANGE_TOO_LARGE
    }

    /// Which events.
    ///
    /// @param all also those that the endpoint has taken
    public record Range(
            Instant from,
            Instant until,
            Types types,
            @Nullable UUID subject,
            boolean all) {}

    /// Sends one event again; what is under way already goes on. Empty if its endpoint is gone.
    @Transactional
    public Optional<Outcome> resend(UUID endpointId, UUID deliveryId) {
        Instant now = clock.instant();
        return deliveries.lockLane(endpointId).map(lane -> {
            Delivery delivery = deliveries.find(deliveryId).orElseThrow();
            Instant first = first(lane, now);
            Delivery again = delivery.again(first, settings.retrying().giveUpAfter());
            if (again.equals(delivery)) {
                return new Outcome.Queued(0, null);
            }
            Why why = refusal(lane, first, now);
            if (why != null) {
                return new Outcome.Refused(why);
            }
            deliveries.saveAgain(again);
            deliveries.saveResendsUntil(endpointId, first.plus(step()));
            deliveries.reschedule(endpointId, now);
            return new Outcome.Queued(1, first);
        });
    }

    /// Sends events of a time span again. Empty if the endpoint is gone.
    @Transactional
    public Optional<Outcome> resend(UUID endpointId, Range range) {
        Instant now = clock.instant();
        return deliveries.lockLane(endpointId).map(lane -> resend(lane, range, now));
    }

    private Outcome resend(Lane lane, Range range, Instant now) {
        int atOnce = settings.resending().atOnce();
        List<UUID> events = deliveries.listResendable(
                lane, range.from(), range.until(), range.types(), range.subject(), range.all(), atOnce + 1);
        if (events.size() > atOnce) {
            return new Outcome.Refused(Why.RANGE_TOO_LARGE);
        }
        Instant first = first(lane, now);
        Instant end = first.plus(step().multipliedBy(events.size()));
        Why why = refusal(lane, end, now);
        if (why != null) {
            return new Outcome.Refused(why);
        }
        if (events.isEmpty()) {
            return new Outcome.Queued(0, null);
        }
        deliveries.queueAgain(
                lane,
                events.stream()
                        .map(event -> new Queued(ids.next(), lane.endpointId(), event, lane.party()))
                        .toList(),
                first,
                step(),
                settings.retrying().giveUpAfter());
        deliveries.saveResendsUntil(lane.endpointId(), end);
        deliveries.reschedule(lane.endpointId(), now);
        return new Outcome.Queued(events.size(), end.minus(step()));
    }

    private @Nullable Why refusal(Lane lane, Instant end, Instant now) {
        if (lane.state().equals("disabled")) {
            return Why.ENDPOINT_DISABLED;
        }
        return end.isAfter(now.plus(settings.resending().backlog())) ? Why.TOO_MANY_RESENDS : null;
    }

    private static Instant first(Lane lane, Instant now) {
        Instant busy = lane.resendsUntil();
        return busy == null || busy.isBefore(now) ? now : busy;
    }

    private Duration step() {
        return Duration.ofSeconds(1).dividedBy(settings.resending().perSecond());
    }
}
