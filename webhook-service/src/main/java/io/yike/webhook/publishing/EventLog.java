package io.yike.webhook.publishing;

import io.yike.webhook.publishing.domain.FeedPage;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.PublicEvent;
import io.yike.webhook.publishing.domain.Told;
import io.yike.webhook.publishing.domain.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Every event of the last 30 days, with whom it concerns and the position at which it was published.
public interface EventLog {

    /// Adds an event. It has no position until it is placed, and nobody is told before.
    ///
    /// @return false if it stands in the log already
    boolean add(PublicEvent event, List<Told> audience, Instant now);

    /// Whether the party was forgotten while the log has been kept. Nobody forgets it until the transaction ends.
    boolean isForgotten(Party party);

    /// Gives positions to events that have none, in the order in which they came; one caller at a time does, the others
    /// get nothing. An event whose transaction commits late gets a late position: none is ever given before one
    /// that can be read.
    List<Placed> place(int atMost);

    /// An event that has just been given its position.
    record Placed(UUID eventId, String type, List<Party> parties) {}

    Feed feed();

    /// How far the feed reaches.
    ///
    /// @param head the last position that was given
    /// @param floor what stood at or before it may have been forgotten
    record Feed(long head, long floor) {}

    /// The event as the party is told it; empty if it does not concern them.
    Optional<FeedPage.Seen> find(UUID eventId, Party party);

    /// What a party is told after a position, up to the present head.
    FeedPage page(Question question);

    /// What somebody asks of the feed.
    ///
    /// @param after a position
    /// @param subject only about this, or null
    record Question(
            Party party, long after, Types types, @Nullable UUID subject, int limit) {}

    /// The position before the first event that happened then or later.
    long before(Party party, Instant from);

    /// Forgets events that came in before then, with their deliveries, and whom old orders concern.
    ///
    /// @return how many events; there may be more
    int forget(Instant before, int atMost);
}
