package io.yike.identity.client;

import io.yike.identity.IdentityProperties;
import io.yike.identity.client.domain.Client;
import io.yike.identity.membership.Memberships;
import io.yike.identity.membership.domain.Membership;
import io.yike.identity.membership.domain.RolesFrom;
import io.yike.identity.membership.domain.Subject;
import io.yike.identity.membership.domain.SubjectKind;
import io.yike.identity.organisation.domain.Role;
import io.yike.identity.secret.SecretHashes;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates or updates, at each start, the clients whose secrets are in the environment: the first operator, without
/// whom nobody could create anybody, and the services themselves.
@Component
class ConfiguredClients implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(ConfiguredClients.class);

    private static final List<String> SERVICES = List.of(
            "order-service",
            "store-service",
            "dispatch-service",
            "webhook-service",
            "booking-service",
            "recycling-service");

    /// Two instances that start together take turns.
    private static final long START_LOCK = 0x79696b655f636c69L;

    private final IdentityProperties properties;
    private final Clients clients;
    private final Memberships memberships;
    private final SecretHashes hashes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Clock clock;

    ConfiguredClients(
            IdentityProperties properties,
            Clients clients,
            Memberships memberships,
            SecretHashes hashes,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Ids ids,
            Clock clock) {
        this.properties = properties;
        this.clients = clients;
        this.memberships = memberships;
        this.hashes = hashes;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        transactions.executeWithoutResult(_ -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
                    .param("lock", START_LOCK)
                    .query((_, _) -> true)
                    .single();
            configure(List.of("operator"), Role.OPERATOR, properties.operatorSecret());
            configure(SERVICES, Role.SERVICE, properties.serviceSecret());
        });
    }

    /// All of `names` share the secret, and so its hash: it is computed once per start, not once per client.
    private void configure(List<String> names, Role role, String secret) {
        if (secret.isBlank()) {
            log.warn("No secret is configured for {}: left as they are", names);
            return;
        }
        String hash = names.stream()
                .flatMap(name -> clients.find(name).stream())
                .map(Client::secretHash)
                .distinct()
                .filter(known -> hashes.matches(secret, known))
                .findFirst()
                .orElseGet(() -> hashes.encode(secret));
        hashes.rememberConfigured(secret, hash);
        for (String name : names) {
            Optional<Client> known = clients.find(name);
            if (known.isEmpty()) {
                create(name, role, hash);
            } else if (!hash.equals(known.get().secretHash())) {
                clients.setSecretHash(name, hash);
                log.info("Client {} has a new secret", name);
            }
        }
    }

    private void create(String name, Role role, String hash) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Subject subject = new Subject(name, SubjectKind.CLIENT, ids.next(), null, RolesFrom.CONFIGURATION, now);
        clients.add(new Client(subject, name, hash, 1, List.of(), List.of(), false, List.of(role), List.of(), 1));
        memberships.add(new Membership(ids.next(), subject, role, null, now));
        log.info("Created client {} with role {}", name, role.claim());
    }
}
