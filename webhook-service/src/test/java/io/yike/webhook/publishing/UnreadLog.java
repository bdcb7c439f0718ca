package io.yike.webhook.publishing;

import io.yike.webhook.publishing.domain.FeedPage;
import io.yike.webhook.publishing.domain.Party;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A log that a test writes to; whoever reads it has gone astray.
abstract class UnreadLog implements EventLog {

    @Override
    public boolean isForgotten(Party party) {
        throw new AssertionError("not here");
    }

    @Override
    public List<Placed> place(int atMost) {
        throw new AssertionError("not here");
    }

    @Override
    public Feed feed() {
        throw new AssertionError("not here");
    }

    @Override
    public Optional<FeedPage.Seen> find(UUID eventId, Party party) {
        throw new AssertionError("not here");
    }

    @Override
    public FeedPage page(Question question) {
        throw new AssertionError("not here");
    }

    @Override
    public long before(Party party, Instant from) {
        throw new AssertionError("not here");
    }

    @Override
    public int forget(Instant before, int atMost) {
        throw new AssertionError("not here");
    }
}
