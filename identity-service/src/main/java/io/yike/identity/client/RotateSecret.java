package io.yike.identity.client;

import io.yike.identity.client.domain.Client;
import io.yike.identity.client.domain.Rotation;
import io.yike.identity.client.domain.Rotation.Reason;
import io.yike.identity.client.domain.Rotation.Refused;
import io.yike.identity.client.domain.Rotation.Rotated;
import io.yike.identity.secret.SecretHashes;
import io.yike.identity.secret.SecretSeed;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Gives a client a new secret; the old one ends at once.
@Component
public class RotateSecret {

    private final Clients clients;
    private final SecretSeed seed;
    private final SecretHashes hashes;

    RotateSecret(Clients clients, SecretSeed seed, SecretHashes hashes) {
        this.clients = clients;
        this.seed = seed;
        this.hashes = hashes;
    }

    @Transactional
    public Rotation rotate(Client client) {
        if (client.isConfigured()) {
            return new Refused(Reason.CONFIGURED);
        }
        if (client.isPublic()) {
            return new Refused(Reason.PUBLIC);
        }
        int number = clients.countSecret(client.id());
        clients.setSecretHash(client.id(), hashes.encodeMade(seed.clientSecret(client.id(), number)));
        return new Rotated(number);
    }
}
