package io.yike.webhook.delivering;

import io.yike.webhook.publishing.domain.FeedPage.Seen;
import java.net.URI;
import java.util.List;

/// What a delivery is about: where to, what, signed with what.
///
/// @param endpointVersion what an answer says, it says about this version of the endpoint
/// @param secrets numbers of those that sign, the newest first
public record Errand(URI url, int endpointVersion, List<Integer> secrets, Seen event) {

    public Errand {
        secrets = List.copyOf(secrets);
    }
}
