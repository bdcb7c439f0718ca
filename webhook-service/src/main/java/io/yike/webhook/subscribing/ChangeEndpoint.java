package io.yike.webhook.subscribing;

import io.yike.kit.id.Ids;
import io.yike.webhook.WebhookSettings;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.subscribing.domain.Decision;
import io.yike.webhook.subscribing.domain.Endpoint;
import io.yike.webhook.subscribing.domain.Endpoint.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What an endpoint's owner does with it: lock, decide, save.
@Component
public class ChangeEndpoint {

    private final Endpoints endpoints;
    private final WebhookSettings settings;
    private final Ids ids;
    private final Clock clock;

    ChangeEndpoint(Endpoints endpoints, WebhookSettings settings, Ids ids, Clock clock) {
        this.endpoints = endpoints;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// Makes an endpoint; empty if the party has as many as it may have.
    ///
    /// @param createdBy the client who asked for it
    @Transactional
    public Optional<Endpoint> create(Party party, Target target, String createdBy) {
        if (endpoints.countLocked(party) >= settings.endpointsPerParty()) {
            return Optional.empty();
        }
        Endpoint endpoint = Endpoint.created(ids.next(), party, target, clock.instant());
        endpoints.add(endpoint, createdBy);
        return Optional.of(endpoint);
    }

    /// Replaces what its owner says about it; empty if somebody else did so since that version.
    @Transactional
    public Optional<Endpoint> edit(UUID endpointId, int version, Target target) {
        Instant now = clock.instant();
        return endpoints
                .findLocked(endpointId)
                .filter(endpoint -> endpoint.version() == version)
                .map(endpoint -> {
                    Endpoint edited = endpoint.edited(target, now);
                    boolean elsewhere = !endpoint.target().url().equals(target.url());
                    endpoints.save(edited, elsewhere, now);
                    return edited;
                });
    }

    /// Sends nothing more until it is resumed; empty if there is no such endpoint.
    @Transactional
    public Optional<Decision> pause(UUID endpointId) {
        return change(endpointId, false, Endpoint::pause);
    }

    /// Sends again what waits and what is to come; empty if there is no such endpoint.
    @Transactional
    public Optional<Decision> resume(UUID endpointId) {
        return change(endpointId, true, Endpoint::resume);
    }

    /// Gives it a new secret beside the former ones; empty if there is no such endpoint.
    @Transactional
    public Optional<Decision> rotate(UUID endpointId, Duration overlap) {
        return change(
                endpointId, false, (endpoint, now) -> endpoint.rotate(overlap, settings.secretsPerEndpoint(), now));
    }

    /// Deletes it.
    ///
    /// @return whether there was one
    @Transactional
    public boolean delete(UUID endpointId) {
        return endpoints.findLocked(endpointId).isPresent() && endpoints.delete(endpointId, clock.instant());
    }

    private Optional<Decision> change(
            UUID endpointId, boolean afresh, BiFunction<Endpoint, Instant, Decision> command) {
        Instant now = clock.instant();
        Optional<Decision> decision = endpoints.findLocked(endpointId).map(endpoint -> command.apply(endpoint, now));
        decision.ifPresent(taken -> {
            switch (taken) {
                case Decision.Changed(Endpoint changed) -> endpoints.save(changed, afresh, now);
                case Decision.Ignored _, Decision.Refused _ -> {
                    // Nothing has changed.
                }
            }
        });
        return decision;
    }
}
