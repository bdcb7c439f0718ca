package io.yike.webhook.delivering;

import io.yike.kit.id.Ids;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries.Queued;
import io.yike.webhook.delivering.Deliveries.Subscriber;
import io.yike.webhook.publishing.EventLog.Placed;
import io.yike.webhook.publishing.PlaceEvents;
import io.yike.webhook.publishing.domain.Party;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Makes a delivery of each event that is published, for each endpoint that takes it, in the same transaction.
@Component
class QueueDeliveries implements PlaceEvents.Follower {

    private final Deliveries deliveries;
    private final WebhookSettings settings;
    private final Ids ids;

    QueueDeliveries(Deliveries deliveries, WebhookSettings settings, Ids ids) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.ids = ids;
    }

    @Override
    public void placed(List<Placed> events, Instant now) {
        Set<Party> parties =
                events.stream().flatMap(event -> event.parties().stream()).collect(Collectors.toSet());
        Map<Party, List<Subscriber>> subscribers =
                deliveries.lockSubscribers(parties).stream().collect(Collectors.groupingBy(Subscriber::party));
        List<Queued> queued = new ArrayList<>();
        for (Placed event : events) {
            for (Party party : event.parties()) {
                subscribers.getOrDefault(party, List.of()).stream()
                        .filter(subscriber -> subscriber.types().match(event.type()))
                        .forEach(subscriber ->
                                queued.add(new Queued(ids.next(), subscriber.endpointId(), event.eventId(), party)));
            }
        }
        if (!queued.isEmpty()) {
            deliveries.queue(queued, now, now.plus(settings.retrying().giveUpAfter()));
        }
    }
}
