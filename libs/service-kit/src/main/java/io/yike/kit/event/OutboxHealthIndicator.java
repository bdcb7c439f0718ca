package io.yike.kit.event;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/// Down while events wait longer than a minute. Not part of readiness: without the broker a service still serves.
final class OutboxHealthIndicator extends AbstractHealthIndicator {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final OutboxRelay relay;
    private final Clock clock;

    OutboxHealthIndicator(OutboxRelay relay, Clock clock) {
        super("The outbox cannot be looked at");
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        OutboxStatus status = relay.status();
        Duration age = status.age(clock.instant());
        builder.status(age.compareTo(PATIENCE) > 0 ? "DOWN" : "UP")
                .withDetail("pending", status.pending())
                .withDetail("oldestSeconds", age.toSeconds());
        if (status.trouble() != null) {
            builder.withDetail("trouble", status.trouble());
        }
    }
}
