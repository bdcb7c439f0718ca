package io.yike.webhook.subscribing;

import io.yike.kit.event.Outbox;
import io.yike.kit.event.OutgoingEvent;
import io.yike.kit.id.Ids;
import io.yike.webhook.publishing.RecordEvent;
import io.yike.webhook.publishing.domain.EventType;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Recording;
import io.yike.webhook.subscribing.domain.Decision;
import io.yike.webhook.subscribing.domain.Endpoint;
import io.yike.webhook.subscribing.domain.EndpointState;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Stops sending to an endpoint that cannot be told anything, and tells its owner: in the event log, at the owner's
/// other endpoints, and by the state that the endpoint shows from now on.
@Component
public class DisableEndpoint {

    private static final Logger logger = LoggerFactory.getLogger(DisableEndpoint.class);

    private final Endpoints endpoints;
    private final RecordEvent recordEvent;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    DisableEndpoint(Endpoints endpoints, RecordEvent recordEvent, Outbox outbox, Ids ids, Clock clock) {
        this.endpoints = endpoints;
        this.recordEvent = recordEvent;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /// Disables it, if it is still what was called.
    ///
    /// @param version of the endpoint that was called; one that has been edited since is another
    @Transactional
    public void disable(UUID endpointId, int version, EndpointState.Why why) {
        Instant now = clock.instant();
        endpoints
                .findLocked(endpointId)
                .filter(endpoint -> endpoint.version() == version)
                .map(endpoint -> endpoint.disable(why, now))
                .ifPresent(decision -> {
                    switch (decision) {
                        case Decision.Changed(Endpoint disabled) -> {
                            Map<String, Object> data = data(disabled, why, now);
                            endpoints.save(disabled, false, now);
                            tell(disabled, data, now);
                        }
                        case Decision.Ignored _, Decision.Refused _ -> {
                            // Its owner has paused it, or another call has disabled it.
                        }
                    }
                });
    }

    /// Once to the outside, by the log, and once to other services, by the bus.
    private void tell(Endpoint endpoint, Map<String, Object> data, Instant now) {
        EventType type = EventType.WEBHOOK_ENDPOINT_DISABLED;
        Recording recording = recordEvent.record(
                type,
                new PublicEvent(
                        ids.next(), type.wire(), "/webhook-service", endpoint.id(), endpoint.told(), now, data));
        outbox.append(new OutgoingEvent(type.wire(), endpoint.id().toString(), endpoint.told(), data));
        logger.info("Endpoint {} of {} is disabled: {}", endpoint.id(), endpoint.party(), recording);
    }

    private Map<String, Object> data(Endpoint endpoint, EndpointState.Why why, Instant now) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("endpointId", endpoint.id().toString());
        data.put("party", endpoint.party().toString());
        data.put("reason", why.name().toLowerCase(Locale.ROOT));
        Instant since = endpoints.failingSince(List.of(endpoint.id())).get(endpoint.id());
        if (since != null) {
            data.put("failingSince", since.toString());
        }
        data.put("disabledAt", now.toString());
        return data;
    }
}
