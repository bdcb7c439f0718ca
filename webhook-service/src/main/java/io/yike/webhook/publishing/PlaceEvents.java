package io.yike.webhook.publishing;

import io.yike.webhook.publishing.EventLog.Placed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Publishes what has come in: gives each event its position, and lets others do their part in the same transaction.
@Component
public class PlaceEvents {

    /// As many are published by one call at most.
    public static final int AT_ONCE = 500;

    private final EventLog log;
    private final ObjectProvider<Follower> followers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PlaceEvents(EventLog log, ObjectProvider<Follower> followers, TransactionTemplate transaction, Clock clock) {
        this.log = log;
        this.followers = followers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Does something with events that are being published.
    public interface Follower {

        void placed(List<Placed> events, Instant now);
    }

    /// Publishes some of what waits.
    ///
    /// @return how many; 0 also if another instance is at it
    public int place() {
        return Objects.requireNonNull(transaction.execute(_ -> {
            List<Placed> placed = log.place(AT_ONCE);
            if (!placed.isEmpty()) {
                Instant now = clock.instant();
                followers.forEach(follower -> follower.placed(placed, now));
            }
            return placed.size();
        }));
    }
}
