package io.yike.webhook.subscribing.adapter;

import io.yike.contracts.webhook.model.Disabled;
import io.yike.contracts.webhook.model.EndpointState;
import io.yike.contracts.webhook.model.SecretState;
import io.yike.webhook.subscribing.domain.Endpoint;
import io.yike.webhook.subscribing.domain.Secret;
import io.yike.webhook.wire.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Endpoints as the contract shows them.
final class EndpointWire {

    private EndpointWire() {}

    static io.yike.contracts.webhook.model.Endpoint endpoint(
            Endpoint endpoint, @Nullable Instant failingSince, List<Secret> signing) {
        var wire = new io.yike.contracts.webhook.model.Endpoint(
                        endpoint.id(),
                        endpoint.party().toString(),
                        endpoint.target().url().toString(),
                        endpoint.target().types().patterns(),
                        EndpointState.fromValue(endpoint.state().word()),
                        Words.time(endpoint.createdAt()),
                        Words.time(endpoint.changedAt()),
                        signing.reversed().stream().map(EndpointWire::secret).toList())
                .description(endpoint.target().description())
                .failingSince(Words.timeOrNull(failingSince));
        if (endpoint.state()
                instanceof io.yike.webhook.subscribing.domain.EndpointState.Disabled(var why, Instant at)) {
            wire.disabled(new Disabled(Disabled.ReasonEnum.fromValue(Words.word(why)), Words.time(at)));
        }
        return wire;
    }

    private static SecretState secret(Secret secret) {
        return new SecretState(secret.number(), Words.time(secret.createdAt()))
                .endsAt(Words.timeOrNull(secret.endsAt()));
    }
}
