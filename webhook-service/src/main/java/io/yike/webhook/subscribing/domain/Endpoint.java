package io.yike.webhook.subscribing.domain;

import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.subscribing.domain.EndpointState.Active;
import io.yike.webhook.subscribing.domain.EndpointState.Disabled;
import io.yike.webhook.subscribing.domain.EndpointState.Paused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a party's events go.
///
/// @param secrets that sign, or did so lately; the newest is the last
/// @param version of what its owner can edit, and of its state
/// @param told how many events have told of this endpoint itself
public record Endpoint(
        UUID id,
        Party party,
        Target target,
        EndpointState state,
        List<Secret> secrets,
        int version,
        long told,
        Instant createdAt,
        Instant changedAt) {

    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    /// What its owner says about it.
    public record Target(
            EndpointUrl url, Types types, @Nullable String description) {}

    public static Endpoint created(UUID id, Party party, Target target, Instant now) {
        return new Endpoint(id, party, target, new Active(), List.of(new Secret(1, now, null)), 1, 0, now, now);
    }

    public Endpoint edited(Target other, Instant now) {
        return new Endpoint(id, party, other, state, secrets, version + 1, told, createdAt, now);
    }

    public Decision pause(Instant now) {
        return switch (state) {
            case Active _ -> new Decision.Changed(in(new Paused(), now));
            case Paused _ -> new Decision.Ignored(this);
            case Disabled _ -> new Decision.Refused(Decision.Refusal.ENDPOINT_DISABLED);
        };
    }

    public Decision resume(Instant now) {
        return switch (state) {
            case Active _ -> new Decision.Ignored(this);
            case Paused _, Disabled _ -> new Decision.Changed(in(new Active(), now));
        };
    }

    /// The answers say so. While it is paused nothing is sent, and an answer that comes still says nothing new.
    public Decision disable(EndpointState.Why why, Instant now) {
        return switch (state) {
            case Active _ -> {
                Endpoint disabled = in(new Disabled(why, now), now);
                yield new Decision.Changed(new Endpoint(
                        id,
                        party,
                        target,
                        disabled.state,
                        secrets,
                        disabled.version,
                        told + 1,
                        createdAt,
                        disabled.changedAt));
            }
            case Paused _, Disabled _ -> new Decision.Ignored(this);
        };
    }

    /// Gives it a new secret; the former sign until the overlap is over.
    ///
    /// @param atMost so many may sign at a time
    public Decision rotate(Duration overlap, int atMost, Instant now) {
        Instant end = now.plus(overlap);
        List<Secret> former = secrets.stream()
                .filter(secret -> secret.signsAt(now))
                .map(secret -> secret.endingAt(end))
                .filter(secret -> secret.signsAt(now))
                .toList();
        if (former.size() >= atMost) {
            return new Decision.Refused(Decision.Refusal.TOO_MANY_SECRETS);
        }
        List<Secret> all = new ArrayList<>(former);
        all.add(new Secret(newest().number() + 1, now, null));
        return new Decision.Changed(new Endpoint(id, party, target, state, all, version + 1, told, createdAt, now));
    }

    public Secret newest() {
        return secrets.getLast();
    }

    /// Those that sign then, the newest first.
    public List<Secret> signing(Instant now) {
        return secrets.reversed().stream().filter(secret -> secret.signsAt(now)).toList();
    }

    private Endpoint in(EndpointState other, Instant now) {
        return new Endpoint(id, party, target, other, secrets, version + 1, told, createdAt, now);
    }
}
