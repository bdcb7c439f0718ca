package io.yike.webhook.publishing.domain;

import java.util.List;

/// A part of what a party is told, in the order of publication.
///
/// @param next the position after which to go on
/// @param more whether there is more already
public record FeedPage(List<Seen> events, long next, boolean more) {

    public FeedPage {
        events = List.copyOf(events);
    }

    /// An event, and how much of it the party may know.
    public record Seen(PublicEvent event, Sight sight) {}
}
